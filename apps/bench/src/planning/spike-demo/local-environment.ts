import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../../../../../", import.meta.url));
const run = promisify(execFile);

/** What the environment's outputs say that the check needs. */
export interface DemoOutputs {
  readonly endpoint_url: string;
  readonly burst_seconds: number;
  readonly spike: {
    readonly direct: Sender & { readonly table_name: string; readonly write_capacity: number };
    readonly buffered: Queued & {
      readonly producer_function_name: string;
      readonly distribution_window_seconds: number;
    };
    readonly spillover: Queued & Sender;
  };
}

interface Sender {
  readonly function_name: string;
}

interface Queued {
  readonly table_name: string;
  readonly write_capacity: number;
  readonly consumer_function_name: string;
}

export type DemoStrategy = "direct" | "buffered" | "spillover";

/** What `spillway compare --json` says of one strategy, as far as it is looked at here. */
export interface ComparedStrategy {
  readonly figures: {
    readonly written: number;
    readonly failed: number;
    readonly queued: number;
    readonly throttledWrites: number;
    /** From before the command reaches for the function until that has answered. */
    readonly functionSeconds: number;
    readonly secondsToComplete: number | null;
  };
}

/** One comparison. */
export interface Comparison {
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly strategies: Readonly<Record<DemoStrategy, ComparedStrategy>>;
}

/** Deploys the feature `spike` into a local cloud that begins anew, as scripts/demo.sh does. */
export async function deploy(): Promise<DemoOutputs> {
  await spillway("local-cloud", "stop");
  await script("deploy.sh", "local", "--no-smoke", "--", "-var", 'features=["spike"]');
  const file = `${root}.spillway/environments/local.json`;
  const outputs: Record<string, { value: unknown }> = JSON.parse(await readFile(file, "utf8"));
  return Object.fromEntries(
    Object.entries(outputs).map(([name, { value }]) => [name, value]),
  ) as unknown as DemoOutputs;
}

export async function takeDown(): Promise<void> {
  await script("destroy.sh", "local", "--yes");
}

/**
 * The same spike by all strategies at one moment.
 *
 * @param options of `spillway compare`
 */
export async function compare(...options: readonly string[]): Promise<Comparison> {
  const args = ["compare", "--environment", "local", "--no-save", "--json", ...options];
  const { stdout } = await spillway(...args);
  return JSON.parse(stdout);
}

function spillway(...args: readonly string[]) {
  return script("spillway", ...args);
}

function script(name: string, ...args: readonly string[]) {
  return run(`${root}scripts/${name}`, args, { maxBuffer: 64 * 1_024 * 1_024 });
}
