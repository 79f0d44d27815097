import { costOfLambda, type Prices } from "@spillway/capacity";
import type { AssumedNumbers } from "./assumed-numbers.ts";
import type { CostSpan, RunUsage } from "./run-usage.ts";

/** The scaler looks each minute. */
const LOOKS_AN_HOUR = 60;
/** Metrics of a table, and of each index, that a look asks for: packages/throughput-scaling, `readMinutes`. */
const METRICS_OF_LOOK = 4;
/** Metrics of a table, and of each index, that are learned from once a day: `readWeeks`. */
const METRICS_OF_DAY = 2;
/** Read units of the state table for a look: apps/throughput-scaler, "What it costs", has $0.02 a month. */
const STATE_READ_UNITS = 4;

/** Dollars for the scaler's function and for the reads of what it remembers. */
export function costOfScaler(span: CostSpan, assumed: AssumedNumbers, prices: Prices): number {
  const looks = span.hours * LOOKS_AN_HOUR;
  const ran = {
    invocations: looks,
    seconds: looks * assumed.scalerSeconds,
    memoryMb: assumed.scalerMemoryMb,
    architecture: "arm64" as const,
  };
  return costOfLambda(ran, prices) + looks * STATE_READ_UNITS * prices.onDemandReadUnit;
}

/** Metrics that the scaler asks GetMetricData for. */
export function scalerMetrics({ strategy, indexCount }: RunUsage, span: CostSpan): number {
  const resources = 1 + indexCount;
  const ofLooks = span.hours * LOOKS_AN_HOUR * METRICS_OF_LOOK;
  const ofDays = strategy === "scaler-predicting" ? (span.hours / 24) * METRICS_OF_DAY : 0;
  return resources * (ofLooks + ofDays);
}
