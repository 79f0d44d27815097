export {
  type Claim,
  chargeAll,
  giveBackAll,
  type Limit,
  type Refusal,
  refusalByResource,
  type TakenShare,
  takeAll,
  takeUpTo,
} from "./admission/limit.ts";
export type { MeasuredUnits } from "./admission/measured-units.ts";
export type { MeteredResource, ProvisionedUnits } from "./admission/metered-resource.ts";
export { TableMeter, type TableMeterOptions, type TakenUnits } from "./admission/table-meter.ts";
export { type CapacityErrorCode, capacityError } from "./capacity-error.ts";
export {
  costOfProvisionedHours,
  costOfRequests,
  costOfUnitHours,
  costOfWarming,
  costOfWrites,
  type PricedUnits,
} from "./cost/cost-of-capacity.ts";
export {
  costOfAlarms,
  costOfLambda,
  costOfMetricRequests,
  costOfSqsRequests,
  type LambdaUsage,
} from "./cost/cost-of-services.ts";
export {
  type BucketUsage,
  costOfBucket,
  costOfImport,
  costOfTableStorage,
} from "./cost/cost-of-storage.ts";
export {
  type Cost,
  costOfMonth,
  costOfRun,
  type StrategyUsage,
} from "./cost/cost-of-strategy.ts";
export { type QueueTraffic, sqsRequestsOf } from "./cost/sqs-requests.ts";
export { type CapacitySince, type UnitHours, unitHours } from "./cost/unit-hours.ts";
export { type FlowLimit, type FlowPart, reasonOf } from "./flow/flow-limit.ts";
export { FlowMeter, type FlowMeterOptions } from "./flow/flow-meter.ts";
export {
  BATCH_WRITE_MAX_BYTES,
  BATCH_WRITE_MAX_REQUESTS,
  BURST_SECONDS,
  DEFAULT_TABLE_UNITS,
  LOCAL_INDEX_ENTRY_BYTES,
  ON_DEMAND_INITIAL_READ_UNITS,
  ON_DEMAND_INITIAL_WRITE_UNITS,
  PARTITION_WRITE_UNITS,
  READ_UNIT_BYTES,
  SQS_BATCH_MAX_BYTES,
  SQS_BATCH_MAX_MESSAGES,
  SQS_MAX_DELAY_SECONDS,
  SQS_MAX_RETENTION_SECONDS,
  SQS_MESSAGE_MAX_BYTES,
  TRANSACTION_UNIT_FACTOR,
  WRITE_UNIT_BYTES,
} from "./limits.ts";
export { BurstBucket, type BurstBucketOptions } from "./meters/burst-bucket.ts";
export { OnDemandMeter, type OnDemandMeterOptions } from "./meters/on-demand.ts";
export { PartitionMeter, type PartitionMeterOptions } from "./meters/partition-meter.ts";
export { capacityPricesOf } from "./prices/capacity-prices.ts";
export type { CapacityPrices, Prices } from "./prices/prices.ts";
export { PRICED_REGIONS, pricesOf, readPriceList } from "./prices/prices-of.ts";
export {
  type CapacityChange,
  type CapacityRequest,
  type CapacityUnits,
  type CapacityView,
  type MinuteUsage,
  type ResourceView,
  TABLE_RESOURCE,
} from "./scaling/capacity-view.ts";
export {
  DECREASES_AT_ONCE,
  type DecreaseCount,
  type DecreaseRule,
  decreasesLeft,
  makeDecrease,
  nextDecreaseAt,
  noDecreases,
} from "./scaling/decrease-budget.ts";
export { type FollowCapacityOptions, followCapacity } from "./table/follow-capacity.ts";
export { type MaxUnits, maxUnits } from "./table/max-units.ts";
export { type TableDescriptionJson, tableShapeFrom } from "./table/table-description.ts";
export type {
  Billing,
  GlobalIndexShape,
  LocalIndexShape,
  Projection,
  TableShape,
} from "./table/table-shape.ts";
export {
  type Remedy,
  remedyFor,
  type ThrottlingCause,
  type ThrottlingReason,
  throttlingReason,
} from "./throttling-reason.ts";
export { indexEntry, indexKeys, projectedNames } from "./units/index-entry.ts";
export { leastWriteUnits } from "./units/least-write-units.ts";
export { unitsOfWrite, type WriteUnits, writeUnitsOfBytes } from "./units/write-units.ts";
