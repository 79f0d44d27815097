import { mkdtemp, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type BuildOptions, build } from "esbuild";
import { embeddedFiles } from "./embedded-files.ts";
import { lazyBuiltins } from "./lazy-builtins.ts";
import { namedImports } from "./named-imports.ts";
import { packagedTwins } from "./packaged-twins.ts";

// CommonJS dependencies inside the bundle call `require` for Node's own modules.
const HEAD =
  '#!/usr/bin/env node\nimport{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);';

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
 * @throws Error if it does not bundle
 */
export async function bundleCommand(entry: string, outfile: string): Promise<void> {
  const parts = await mkdtemp(`${outfile}-parts-`);
  try {
    await build({
      ...SHARED,
      // What a name in the bundle is made of must not be where the checkout lies.
      absWorkingDir: dirname(entry),
      entryPoints: { entry },
      outdir: parts,
      splitting: true,
      mainFields: ["module", "main"],
      plugins: [packagedTwins, embeddedFiles, lazyBuiltins, namedImports],
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
  } finally {
    await rm(parts, { recursive: true, force: true });
  }
}
