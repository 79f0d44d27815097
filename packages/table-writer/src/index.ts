export { fastestTransport } from "./fastest-transport.ts";
export { sdkTransport } from "./sdk-transport.ts";
export type {
  BatchWriteResult,
  ConsumedUnits,
  TargetTable,
  Transport,
  WireRequest,
} from "./transport.ts";
export { type WireTransport, wireTransport } from "./wire-transport.ts";
export { writeAll } from "./write-all.ts";
export type {
  RejectedOutcome,
  UnwrittenOutcome,
  WriteOptions,
  WriteOutcome,
  WritePacer,
  WriteProgress,
  WriteSource,
} from "./write-options.ts";
export {
  assertAddsUp,
  MAX_REPORTED_ERRORS,
  type ReportedError,
  type WriteReport,
} from "./write-report.ts";
