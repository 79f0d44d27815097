import { existsSync } from "node:fs";
import type { Plugin } from "esbuild";

/** Our own sources, which are the only ones that have twins. */
const OURS = /\/(?:apps|packages)\/[^/]+\/src\/.*(?<!\.packaged)\.ts$/;

/**
 * In a bundle that is installed somewhere else, `name.packaged.ts` takes the place of the `name.ts` beside it: what
 * reads files that lie beside the sources, or starts programs there, has such a twin.
 */
export const packagedTwins: Plugin = {
  name: "packaged-twins",
  setup(build) {
    build.onResolve({ filter: /^\.\.?\/.*\.ts$/ }, async ({ path, pluginData, ...from }) => {
      if (pluginData === packagedTwins) return undefined;
      const found = await build.resolve(path, { ...from, pluginData: packagedTwins });
      if (!OURS.test(found.path)) return undefined;
      const twin = found.path.replace(/\.ts$/, ".packaged.ts");
      return existsSync(twin) ? { path: twin } : undefined;
    });
  },
};
