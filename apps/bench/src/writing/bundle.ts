import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

let bundled: Promise<string> | undefined;

/**
 * Bundles the contenders as an app is bundled for Lambda, once: what Node needs to read TypeScript and
 * hundreds of small files takes tens of megabytes, which would hide what a contender takes.
 *
 * @returns the path of `contender-process`; it goes with this process
 */
export function contenderBundle(): Promise<string> {
  bundled ??= bundle();
  return bundled;
}

async function bundle(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "spillway-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  await build({
    entryPoints: [fileURLToPath(new URL("./contender-process.ts", import.meta.url))],
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    // Each contender in a file of its own, loaded by name.
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
  return join(folder, "contender-process.mjs");
}
