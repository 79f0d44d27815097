export type { Advice, Assumption, HotKeyAdvice } from "./advice/advice.ts";
export type { CostParts } from "./costs/cost-parts.ts";
export type { Plan, PlanRequest } from "./plan.ts";
export { type PlannerErrorCode, plannerError } from "./planner-error.ts";
export {
  STRATEGIES,
  type StrategyKey,
  type StrategyPlan,
  type StrategySettings,
} from "./strategies/strategy-plan.ts";
export type { PlannedTable } from "./table/planned-table.ts";
export type { HotKeyShare } from "./workload/hot-key-share.ts";
export type { Bulk, ItemProfile, Traffic, Workload } from "./workload/workload.ts";
