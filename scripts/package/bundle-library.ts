import { dirname } from "node:path";
import { build, type Plugin } from "esbuild";

/** A library's code in one file. */
export interface LibraryBundle {
  readonly code: string;
  /** What it imports of other packages, as it names them: `zod`, `pure-rand/distribution/uniformInt`. */
  readonly imported: readonly string[];
}

const OURS = /^(?:\.|@spillway\/)/;

/**
 * Bundles a library with what it uses of our packages into one file of plain JavaScript, which a person can read and
 * step through. Other packages are imported from where they are installed.
 *
 * @param entry the source whose exports are the library's
 * @throws Error if it does not bundle
 */
export async function bundleLibrary(entry: string): Promise<LibraryBundle> {
  const { outputFiles, metafile } = await build({
    // A comment in the bundle names each source; it must not be where the checkout lies.
    absWorkingDir: dirname(entry),
    entryPoints: [entry],
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node22",
    legalComments: "none",
    logLevel: "warning",
    metafile: true,
    write: false,
    plugins: [othersStay, unusedGoes],
  });
  const [output] = Object.values(metafile.outputs);
  const imported = (output?.imports ?? []).map(({ path }) => path);
  return {
    code: outputFiles.map(({ text }) => text).join(""),
    imported: [...new Set(imported.filter((path) => !path.startsWith("node:")))],
  };
}

/** Packages that are not ours stay imports. */
const othersStay: Plugin = {
  name: "others-stay",
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === "entry-point" || OURS.test(path) ? undefined : { path, external: true },
    );
  },
};

/** No source of ours does anything by being imported: what nobody uses of it is left out, and what it imports. */
const unusedGoes: Plugin = {
  name: "unused-goes",
  setup(build) {
    build.onResolve({ filter: OURS }, async ({ path, pluginData, ...from }) => {
      if (pluginData === unusedGoes || from.kind === "entry-point") return undefined;
      const found = await build.resolve(path, { ...from, pluginData: unusedGoes });
      return { ...found, sideEffects: false };
    });
  },
};
