import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { lambdaModule } from "./lambda-module.ts";

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** The handlers that are measured, each as it would be deployed, and the process that runs them. */
export interface HandlerModules {
  /** By the name of the contender. */
  readonly handlers: ReadonlyMap<string, string>;
  readonly runner: string;
}

/** Builds them all; they go with this process. */
export async function handlerModules(): Promise<HandlerModules> {
  const folder = await mkdtemp(join(tmpdir(), "spillway-capture-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const spillway = await lambdaModule(pathOf("../../../stream-processor"), folder);
  await build({
    entryPoints: [
      pathOf("./contenders/powertools-per-record.ts"),
      pathOf("./contenders/powertools-tuned.ts"),
      pathOf("./handler-process.ts"),
    ],
    entryNames: "[name]",
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node22",
    mainFields: ["module", "main"],
    minify: true,
    banner: {
      js: 'import { createRequire as benchRequire } from "node:module"; const require = benchRequire(import.meta.url);',
    },
    logLevel: "error",
  });
  return {
    handlers: new Map([
      ["spillway", spillway],
      ["powertools-tuned", join(folder, "powertools-tuned.mjs")],
      ["powertools-per-record", join(folder, "powertools-per-record.mjs")],
    ]),
    runner: join(folder, "handler-process.mjs"),
  };
}
