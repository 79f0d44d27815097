import { peakPerSecond, sumOf, type TableMetrics } from "../metrics/run-metrics.ts";
import type { StrategyCost } from "./cost.ts";
import type { Accounting } from "./key-ledger.ts";
import { queuedBy } from "./strategy-answer.ts";
import type { StrategyOutcome } from "./strategy-outcome.ts";

/** What one strategy did with one spike. */
export interface StrategyFigures extends Accounting {
  /** Records that the function left to the queue: all of a buffered spike, what spills of another. */
  readonly queued: number;
  /** Writes that DynamoDB sent back, each as often as it was sent back. */
  readonly throttledWrites: number;
  /** The highest mean of a metric period, in write units a second. */
  readonly peakWritesPerSecond: number;
  /** From the invocation until the function answered. */
  readonly functionSeconds: number;
  /** From the invocation until the last record was settled; null while some are unaccounted for. */
  readonly secondsToComplete: number | null;
  readonly cost: StrategyCost;
}

/** Puts together what was counted, what CloudWatch saw and what it costs. */
export function figuresOf(
  outcome: StrategyOutcome,
  table: TableMetrics,
  periodSeconds: number,
  cost: StrategyCost,
): StrategyFigures {
  return {
    ...outcome.accounting,
    queued: queuedBy(outcome.report),
    throttledWrites: sumOf(table.throttled),
    peakWritesPerSecond: peakPerSecond(table.consumed, periodSeconds),
    functionSeconds: outcome.functionSeconds,
    secondsToComplete: outcome.secondsToComplete,
    cost,
  };
}
