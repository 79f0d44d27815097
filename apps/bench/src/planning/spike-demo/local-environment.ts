import { deployLocally, runScript } from "../../deployed/local-environment.ts";

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

/** Deploys the feature `spike` into a local cloud that begins anew. */
export async function deploySpike(): Promise<DemoOutputs> {
  return (await deployLocally("spike")) as unknown as DemoOutputs;
}

/**
 * The same spike by all strategies at one moment.
 *
 * @param options of `spillway compare`
 */
export async function compare(...options: readonly string[]): Promise<Comparison> {
  const args = ["compare", "--environment", "local", "--no-save", "--json", ...options];
  const { stdout } = await runScript("spillway", ...args);
  return JSON.parse(stdout);
}
