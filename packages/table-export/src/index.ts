export type {
  ExportCheckpoint,
  ExportCheckpointStore,
} from "./checkpoint/export-checkpoint.ts";
export { type ExportErrorCode, exportError } from "./errors.ts";
export {
  type Compression,
  EXPORT_FORMATS,
  type ExportFormat,
  type NamedFormat,
  namedFormat,
} from "./formats/export-format.ts";
export type { Remark, RemarkKind } from "./remarks/remarks.ts";
export type { ExportOutput, ExportPlaces } from "./run/export-places.ts";
export type { ExportReport } from "./run/export-report.ts";
export type {
  ExportPage,
  ExportProgress,
  ExportRequest,
  ExportServices,
} from "./run/export-request.ts";
export { exportTable } from "./run/export-table.ts";
