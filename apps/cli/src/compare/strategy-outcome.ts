import type { Reason } from "@spillway/errors";
import type { Accounting } from "./key-ledger.ts";
import type { StrategyAnswer } from "./strategy-answer.ts";

/** Where a strategy's records ended, and when. */
export interface StrategyOutcome {
  readonly accounting: Accounting;
  readonly failures: readonly (Reason & { records: number })[];
  /** From the invocation until the last record was settled; null when some were not. */
  readonly secondsToComplete: number | null;
  /** How long the sending function took, as seen from here. */
  readonly functionSeconds: number;
  /** What the function counted itself; null when it failed. */
  readonly report: StrategyAnswer["report"] | null;
  /** What went wrong with the function as a whole. */
  readonly problem: Reason | null;
}
