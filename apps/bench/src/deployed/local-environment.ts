import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const run = promisify(execFile);

/**
 * Deploys a feature into a local cloud that begins anew, as scripts/demo.sh does.
 *
 * @returns the environment's outputs by their names
 */
export async function deployLocally(feature: string): Promise<Readonly<Record<string, unknown>>> {
  await runScript("spillway", "local-cloud", "stop");
  await runScript("deploy.sh", "local", "--no-smoke", "--", "-var", `features=["${feature}"]`);
  const file = `${root}.spillway/environments/local.json`;
  const outputs: Record<string, { value: unknown }> = JSON.parse(await readFile(file, "utf8"));
  return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
}

/** Destroys all of it. */
export async function takeDown(): Promise<void> {
  await runScript("destroy.sh", "local", "--yes");
}

/** Runs one of the scripts of the root to its end, as a person would. */
export function runScript(name: string, ...args: readonly string[]) {
  return run(`${root}scripts/${name}`, args, { maxBuffer: 64 * 1_024 * 1_024 });
}
