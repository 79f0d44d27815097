import { mkdtemp, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type BuildOptions, build } from "esbuild";
import { type BundledPackage, bundledPackages } from "./bundled-packages.ts";
import { embeddedFiles } from "./embedded-files.ts";
import { lazyBuiltins } from "./lazy-builtins.ts";
import { namedImports } from "./named-imports.ts";
import { packagedTwins } from "./packaged-twins.ts";

/** The oldest Node that runs the command: `zlib.crc32`, by which answers are checked, came with it. */
export const NODE_MINIMUM = "22.2";

const [MAJOR, MINOR] = NODE_MINIMUM.split(".");
const TOO_OLD = `error: spillway needs Node.js ${NODE_MINIMUM} or newer; this is `;
const INSTALL = `\\n       Install it from https://nodejs.org, or by your version manager: nvm install ${MAJOR}`;
// In a Node that is too old the bundle would fail somewhere, with a stack trace. CommonJS dependencies inside
// the bundle call `require` for Node's own modules, and Node 22.2 has no other late way to them.
const HEAD = [
  "#!/usr/bin/env node",
  `{const{node}=process.versions,[a,b]=node.split(".").map(Number);if(a<${MAJOR}||(a===${MAJOR}&&b<${MINOR})){console.error("${TOO_OLD}"+node+"${INSTALL}");process.exit(3)}}`,
  'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);process.getBuiltinModule??=require;',
].join("\n");

const SHARED = {
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node22",
  legalComments: "none",
  logLevel: "warning",
} as const satisfies BuildOptions;

/**
 * Bundles a command with all that it imports into one file, in which what `import()` names is evaluated when it is
 * asked for. It is bundled twice: first into a file for each part that is imported by itself, in which everything
 * that nobody uses is left out; then these into one. Done at once, esbuild keeps the unused parts of whatever is
 * imported late: the file is 170 KB longer, and a start takes 6 MB more for parsing it.
 *
 * @param entry the command's source
 * @param outfile the one file; its folder is there
 * @returns the packages of others that are in it
 * @throws Error if it does not bundle
 */
export async function bundleCommand(
  entry: string,
  outfile: string,
): Promise<readonly BundledPackage[]> {
  const parts = await mkdtemp(`${outfile}-parts-`);
  try {
    const { metafile } = await build({
      ...SHARED,
      // What a name in the bundle is made of must not be where the checkout lies.
      absWorkingDir: dirname(entry),
      entryPoints: { entry },
      outdir: parts,
      splitting: true,
      mainFields: ["module", "main"],
      plugins: [packagedTwins, embeddedFiles, lazyBuiltins, namedImports],
      metafile: true,
    });
    await build({
      ...SHARED,
      absWorkingDir: parts,
      entryPoints: [join(parts, "entry.js")],
      outfile,
      minify: true,
      banner: { js: HEAD },
      allowOverwrite: true,
    });
    return await bundledPackages(metafile, dirname(entry));
  } finally {
    await rm(parts, { recursive: true, force: true });
  }
}
