import { existsSync } from "node:fs";
import type { TestProject } from "vitest/node";
import { outputsFile, readOutputs } from "../demo-environment.ts";
import { runScript } from "../run-script.ts";

/**
 * Vitest's global set-up of the end-to-end tests: the demo itself, with every feature, kept running.
 * One local cloud and one apply serve all files of this folder; they find them by `sharedCloud()`.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const demo = await runScript("demo.sh", "--keep", "--json");
  if (demo.code !== 0 || !existsSync(outputsFile)) {
    throw new Error(`demo.sh --keep --json ended with ${demo.code}\n${demo.stderr}`);
  }
  project.provide("demo", { stdout: demo.stdout, stderr: demo.stderr, outputs: readOutputs() });
  return async () => {
    await runScript("spillway", "local-cloud", "stop");
  };
}
