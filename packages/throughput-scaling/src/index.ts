export { isSpillwayError, type SpillwayError } from "@spillway/errors";
export type { Clock, Random } from "@spillway/pacing";
export { cloudwatchUsage } from "./client/cloudwatch-usage.ts";
export type { OperationOptions, ReadUsage, ScalingConfig } from "./client/scaling-config.ts";
export {
  createScalingDynamoDBClient,
  type ScalingDynamoDBDocumentClient,
} from "./client/scaling-document-client.ts";
export { type ScalingPlugin, throughputScaling } from "./client/throughput-scaling-plugin.ts";
export { type WrapperConfig, withThroughputScaling } from "./client/with-throughput-scaling.ts";
export type { Applied, Decide } from "./control/apply-decision.ts";
export {
  type ApplyOptions,
  type CapacityController,
  capacityController,
  type RaiseOptions,
} from "./control/capacity-controller.ts";
export type { CapacityControllerOptions } from "./control/controller-options.ts";
export {
  type DescribedResource,
  type DescribedTable,
  describedTable,
} from "./control/described-table.ts";
export type { RaiseResult } from "./control/raise-turn.ts";
export {
  type CapacityCosts,
  capacityCosts,
  type PeriodUsage,
} from "./costs/capacity-costs.ts";
export { type DayCosts, type DayStore, dynamodbDayStore } from "./costs/day-store.ts";
export { type RaisedStretch, raisedCosts } from "./costs/raised-costs.ts";
export type { Condition, NotSteered } from "./notices/condition.ts";
export {
  conditionsOf,
  notSteeredCondition,
  type TableFacts,
} from "./notices/conditions-of.ts";
export { SHORTEST_GAP_MS, type Told, tellOnce } from "./notices/tell-once.ts";
export {
  dynamodbWatchStore,
  NOTHING_TOLD,
  type Watch,
  type WatchStore,
} from "./notices/watch-store.ts";
export { type MinutesSpan, readMinutes } from "./observed/read-minutes.ts";
export { readUsage, type UsageSpan } from "./observed/read-usage.ts";
export { readWeeks, type WeeksSpan } from "./observed/read-weeks.ts";
export { type MinutesByResource, tableView, withMinutes } from "./observed/table-view.ts";
export type { ResourcesByTable } from "./observed/usage-queries.ts";
export { ScalerPolicy, type ScalerPolicyOptions, scalerPolicy } from "./policy/scaler-policy.ts";
export { expectedUse, type TableShapes } from "./prediction/expected-use.ts";
export { learnShape, WEEKS_LEARNED } from "./prediction/learn-shape.ts";
export type { UseSeries } from "./prediction/use-series.ts";
export { predictedNeed, type UseShape } from "./prediction/use-shape.ts";
export { type DecideCapacity, decideCapacity } from "./rules/decide-capacity.ts";
export {
  type RaiseThrottled,
  raiseThrottled,
  type ThrottledCapacity,
} from "./rules/raise-throttled.ts";
export { NOTHING_REMEMBERED, rememberChange, rememberRefusal } from "./rules/remember.ts";
export type { ExpectedUse } from "./rules/resource-case.ts";
export type {
  Access,
  HighestCapacity,
  ResourceMemory,
  ScalingDecision,
  ScalingMemory,
  ScalingReason,
  ScalingStep,
} from "./rules/scaling-decision.ts";
export {
  boundsOf,
  type CapacityBounds,
  DEFAULT_TARGET_SHARE,
  minutesNeeded,
  quietMinutes,
  type TableScaling,
} from "./rules/table-scaling.ts";
export { type ScalingErrorCode, scalingError } from "./scaling-error.ts";
export type { ScalingLogger } from "./scaling-logger.ts";
export { scalingSettings } from "./settings/read-scaling-settings.ts";
export { readTogether } from "./settings/read-together.ts";
export { scaledTablesSetting, scalingOfTables } from "./settings/scaled-tables.ts";
export {
  type ScalingOverrides,
  type ScalingSettings,
  tableScaling,
} from "./settings/scaling-settings.ts";
export { dynamodbScalingStore } from "./state/dynamodb-scaling-store.ts";
export { memoryScalingStore } from "./state/memory-scaling-store.ts";
export type {
  ScalingActor,
  ScalingEvent,
  ScalingLease,
  ScalingState,
  ScalingStore,
} from "./state/scaling-store.ts";
