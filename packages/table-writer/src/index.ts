export type { Throttle } from "@spillway/aws";
export { type TableDescriptionJson, type TableShape, tableShapeFrom } from "@spillway/capacity";
export { isSpillwayError, type Reason, type SpillwayError } from "@spillway/errors";
export {
  type Clock,
  Deadline,
  type Random,
  RateLimiter,
  type RateLimiterOptions,
  systemClock,
} from "@spillway/pacing";
export {
  numberedRecords,
  type Position,
  placeOf,
  type SourceDelete,
  type SourceItem,
  type SourceRecord,
} from "@spillway/records";
export { admitSource } from "./admission/admit-source.ts";
export type { PendingWrite } from "./admission/pending-write.ts";
export { type TableWriterErrorCode, tableWriterError } from "./errors.ts";
export { type SettledCounts, SettledWatermark } from "./outcome/settled-watermark.ts";
export {
  assertAddsUp,
  type ReportedError,
  type WriteReport,
} from "./outcome/write-report.ts";
export { CapacityPacer, type CapacityPacerOptions } from "./pace/capacity-pacer.ts";
export { unitsTogether } from "./pace/estimated-units.ts";
export { type MaxWriteUnits, unitLimits } from "./pace/unit-limits.ts";
export {
  fixedRatePacer,
  type PacedAnswer,
  type PacedKey,
  type PacedWrite,
  type WritePacer,
} from "./pace/write-pacer.ts";
export { fastestTransport } from "./transport/fastest-transport.ts";
export { sdkTransport } from "./transport/sdk-transport.ts";
export type {
  BatchWriteResult,
  ConsumedUnits,
  TargetTable,
  Transport,
  WireRequest,
} from "./transport/transport.ts";
export { type WireTransport, wireTransport } from "./transport/wire/wire-transport.ts";
export { writeAll } from "./write-all.ts";
export type {
  RejectedOutcome,
  SettledKind,
  SourceEntry,
  SourceItemDelete,
  Spill,
  UnwrittenOutcome,
  WriteOptions,
  WriteOutcome,
  WriteProgress,
  WriteSource,
} from "./write-options.ts";
