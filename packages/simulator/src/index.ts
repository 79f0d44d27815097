export type { HotKey, LoadPattern, TableLoad, WhenThrottled, Writers } from "./load/table-load.ts";
export { type BlackFridayOptions, blackFridayPattern } from "./patterns/black-friday.ts";
export { type CsvPattern, patternFromCsv } from "./patterns/csv-pattern.ts";
export { MOST_PER_SECOND, MOST_STEPS } from "./patterns/pattern-limits.ts";
export { type SeededRandom, seededRandom } from "./patterns/seeded-random.ts";
export {
  type DailySpike,
  dailyPattern,
  fixedSpikesPattern,
  growthPattern,
  MONDAY_MS,
  randomSpikesPattern,
  type ShapeOptions,
  steadyPattern,
  weeklyPattern,
} from "./patterns/shapes.ts";
export { type SpikePatternOptions, spikePattern } from "./patterns/spike-pattern.ts";
export { type TraceOptions, tracePattern, tweetsPattern } from "./patterns/trace-pattern.ts";
export type { CountedTrace } from "./patterns/traces/counted-trace.ts";
export {
  type AutoScalingBounds,
  type AutoScalingOptions,
  applicationAutoScaling,
} from "./policies/application-auto-scaling.ts";
export type {
  CapacityPolicy,
  ThrottledAccess,
  UpdateRefusal,
} from "./policies/capacity-policy.ts";
export { fixed } from "./policies/fixed.ts";
export { onDemand, onDemandTable } from "./policies/on-demand.ts";
export {
  type TrackedCapacity,
  type TrackedState,
  trackTarget,
} from "./policies/target-tracking.ts";
export type {
  ResourceResult,
  SimulationResult,
  SimulationSeries,
  ThrottleCount,
} from "./result/simulation-result.ts";
export { simulate } from "./simulate.ts";
export type { SimulateOptions } from "./simulate-options.ts";
export { type SimulatorErrorCode, simulatorError } from "./simulator-error.ts";
