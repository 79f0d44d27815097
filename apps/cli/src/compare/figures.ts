import { peakPerSecond, sumOf, type TableMetrics } from "../metrics/run-metrics.ts";
import type { StrategyCost } from "./cost.ts";
import type { Accounting } from "./key-ledger.ts";

/** The two ways of writing that are compared. */
export type Strategy = "direct" | "buffered";

export const STRATEGIES: readonly Strategy[] = ["direct", "buffered"];

/** What one strategy did with one spike. */
export interface StrategyFigures extends Accounting {
  /** Writes that DynamoDB sent back, each as often as it was sent back. */
  readonly throttledWrites: number;
  /** The highest mean of a metric period, in write units a second. */
  readonly peakWritesPerSecond: number;
  /** From the invocation until the last record was settled; null while some are unaccounted for. */
  readonly secondsToComplete: number | null;
  readonly cost: StrategyCost;
}

/** Puts together what was counted, what CloudWatch saw and what it costs. */
export function figuresOf(
  accounting: Accounting,
  secondsToComplete: number | null,
  metrics: TableMetrics,
  periodSeconds: number,
  cost: StrategyCost,
): StrategyFigures {
  return {
    ...accounting,
    throttledWrites: sumOf(metrics.throttled),
    peakWritesPerSecond: peakPerSecond(metrics.consumed, periodSeconds),
    secondsToComplete,
    cost,
  };
}
