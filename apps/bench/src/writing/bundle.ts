import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const bundled = new Map<string, Promise<string>>();

/** The bundle of the contenders: see {@link bundleOf}. */
export function contenderBundle(): Promise<string> {
  return bundleOf(new URL("./contender-process.ts", import.meta.url));
}

/**
 * Bundles a program as an app is bundled for Lambda, once: what Node needs to read TypeScript and
 * hundreds of small files takes tens of megabytes, which would hide what a contender takes.
 *
 * @returns the path of the program; it goes with this process
 */
export function bundleOf(program: URL): Promise<string> {
  const path = fileURLToPath(program);
  const found = bundled.get(path) ?? bundle(path);
  bundled.set(path, found);
  return found;
}

async function bundle(path: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "spillway-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  await build({
    entryPoints: [path],
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    // What is loaded by name, such as a contender, in a file of its own.
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node22",
    mainFields: ["module", "main"],
    minify: true,
    banner: {
      js: 'import { createRequire as spillwayRequire } from "node:module"; const require = spillwayRequire(import.meta.url);',
    },
    logLevel: "error",
  });
  return join(folder, `${basename(path, ".ts")}.mjs`);
}
