export {
  type Checkpoint,
  type Effort,
  effortOf,
  effortTogether,
  NO_EFFORT,
} from "./checkpoint/checkpoint.ts";
export type { CheckpointStore } from "./checkpoint/checkpoint-store.ts";
export type { UnfinishedLoad } from "./checkpoint/load-checkpoints.ts";
export { parseCheckpoint } from "./checkpoint/parse-checkpoint.ts";
export { type LoadErrorCode, loadError } from "./errors.ts";
export type { TableRead, TableReading } from "./from-table/table-reading.ts";
export {
  type MeasureProgress,
  type MeasureRequest,
  type MeasureServices,
  measureSource,
} from "./measure/measure-source.ts";
export type { MeasuredKey, MeasuredReason, SourceMeasure } from "./measure/source-measure.ts";
export { type PlanRequest, planSource } from "./parts/plan-source.ts";
export {
  type PlannedSource,
  plannedSourceSchema,
  type SourcePart,
  type SourcePlan,
  sourcePlanSchema,
} from "./parts/planned-source.ts";
export { type ListedSource, sourcesBelow } from "./parts/sources-below.ts";
export type { PartWish } from "./parts/split-source.ts";
export type { LoadPlan } from "./plan/load-plan.ts";
export type { RejectLine } from "./rejects/reject-line.ts";
export { rejectLinesBefore } from "./rejects/reject-lines-before.ts";
export type { RejectStore } from "./rejects/reject-store.ts";
export { Interrupt } from "./run/interrupt.ts";
export { load } from "./run/load.ts";
export {
  type LoadPace,
  type LoadProgress,
  paceBetween,
  shareDone,
} from "./run/load-progress.ts";
export type { LoadReport } from "./run/load-report.ts";
export type { LoadRequest } from "./run/load-request.ts";
export type { LoadPacer, LoadServices, LoadStart } from "./run/load-services.ts";
export type { LoadPlace, LoadStores } from "./run/load-stores.ts";
export type { FilesReport, FilesStart } from "./several/begin-files.ts";
export { errorOfFile } from "./several/file-error.ts";
export type { FileChanges } from "./several/resumed-files.ts";
export type { PassedOver, WhyPassedOver } from "./several/source-file.ts";
export type { NumberKeys, WrittenNumber } from "./shape/number-keys.ts";
export { SOURCE_FORMATS, type SourceFormat } from "./source/source-formats.ts";
export { loadTransform } from "./transform/load-transform.ts";
export type {
  RecordTransform,
  Transform,
  TransformContext,
  Transformed,
  TransformReport,
} from "./transform/transform.ts";
