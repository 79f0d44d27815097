export type { Advice, Assumption, HotKeyAdvice } from "./advice/advice.ts";
export { advise } from "./advice/advise.ts";
export { hotKeyText } from "./advice/hot-keys.ts";
export { weighAssumptions } from "./advice/weigh-assumptions.ts";
export {
  ASSUMED_NUMBERS,
  type AssumedNumber,
  type AssumedNumbers,
  assumedNumbers,
} from "./costs/assumed-numbers.ts";
export type { CostParts } from "./costs/cost-parts.ts";
export { addDirect } from "./direct/add-direct.ts";
export { type LoadGrowth, loadGrowth } from "./growth/load-growth.ts";
export type { Plan, PlanProgress, PlanRequest } from "./plan.ts";
export { planWorkload } from "./plan-workload.ts";
export { type PlannerErrorCode, plannerError } from "./planner-error.ts";
export { type RunOptions, runSpike, runSpikes } from "./spike/run-spike.ts";
export {
  AWS_CONDITIONS,
  type RequestKind,
  type RequestTimes,
  type ServiceTime,
  type SpikeConditions,
} from "./spike/spike-conditions.ts";
export type {
  Burst,
  QueueSettings,
  SpikeOptions,
  SpikeStrategy,
  WriterSettings,
} from "./spike/spike-options.ts";
export type { SpikeResult, SpikeSeconds } from "./spike/spike-result.ts";
export {
  STRATEGIES,
  type StrategyKey,
  type StrategyPlan,
  type StrategySettings,
} from "./strategies/strategy-plan.ts";
export { describedPlannedTable } from "./table/described-table.ts";
export type { PlannedTable } from "./table/planned-table.ts";
export { type TableOptions, tableFromOptions } from "./table/table-from-options.ts";
export { type PlanFile, tableFromPlan } from "./table/table-from-plan.ts";
export { planTfvars } from "./tfvars/plan-tfvars.ts";
export { bytesOf, countOf, secondsOf } from "./workload/amounts.ts";
export { csvWorkload } from "./workload/csv-workload.ts";
export { historyCsv } from "./workload/history-csv.ts";
export type { HotKeyShare } from "./workload/hot-key-share.ts";
export { ENTRY_OVERHEAD_BYTES, type ItemSize, itemProfile } from "./workload/item-profile.ts";
export type { LoadFacts } from "./workload/load-facts.ts";
export {
  NAMED_SHAPES,
  type NamedShape,
  namedShape,
  type ShapeSize,
} from "./workload/named-shapes.ts";
export { type RateOptions, rateWorkload } from "./workload/rate-workload.ts";
export { type ShapeOptions, shapeWorkload } from "./workload/shape-workload.ts";
export type { ReadWish } from "./workload/with-reads.ts";
export type { Bulk, ItemProfile, Traffic, Workload } from "./workload/workload.ts";
