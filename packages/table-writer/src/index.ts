export { CapacityPacer, type CapacityPacerOptions } from "./capacity-pacer.ts";
export { fastestTransport } from "./fastest-transport.ts";
export { sdkTransport } from "./sdk-transport.ts";
export { type SettledCounts, SettledWatermark } from "./settled-watermark.ts";
export type {
  BatchWriteResult,
  ConsumedUnits,
  TargetTable,
  Transport,
  WireRequest,
} from "./transport.ts";
export { type MaxWriteUnits, unitLimits } from "./unit-limits.ts";
export { type WireTransport, wireTransport } from "./wire-transport.ts";
export { writeAll } from "./write-all.ts";
export type {
  RejectedOutcome,
  SettledKind,
  SourceDelete,
  SourceEntry,
  SourceItemDelete,
  Spill,
  UnwrittenOutcome,
  WriteOptions,
  WriteOutcome,
  WriteProgress,
  WriteSource,
} from "./write-options.ts";
export {
  type PacedAnswer,
  type PacedKey,
  type PacedWrite,
  type Throttle,
  tableUnitsPacer,
  type WritePacer,
} from "./write-pacer.ts";
export {
  assertAddsUp,
  MAX_REPORTED_ERRORS,
  type ReportedError,
  type WriteReport,
} from "./write-report.ts";
