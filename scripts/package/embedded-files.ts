import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import type { Plugin } from "esbuild";

const PREFIX = "embedded:";
/** The strongest takes six times as long for a hundredth less. */
const QUALITY = 9;

/**
 * `import("embedded:./page.css")` gives the text of a file, which the bundle holds: one beside the source, or one of
 * a package, `embedded:echarts/dist/echarts.common.min.js`. It is kept compressed, so that what nobody asks for costs
 * a start little.
 */
export const embeddedFiles: Plugin = {
  name: "embedded-files",
  setup(build) {
    build.onResolve({ filter: /^embedded:/ }, ({ path, importer, resolveDir }) => {
      const name = path.slice(PREFIX.length);
      const file = name.startsWith(".")
        ? resolve(resolveDir, name)
        : createRequire(importer).resolve(name);
      return { path: file, namespace: PREFIX };
    });
    build.onLoad({ filter: /.*/, namespace: PREFIX }, async ({ path }) => {
      const params = { [constants.BROTLI_PARAM_QUALITY]: QUALITY };
      const packed = brotliCompressSync(await readFile(path), { params }).toString("base64");
      return {
        contents: `import { brotliDecompressSync } from "node:zlib";
          export default brotliDecompressSync(Buffer.from("${packed}", "base64")).toString();`,
        loader: "js",
        watchFiles: [path],
      };
    });
  },
};
