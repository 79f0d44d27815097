export { type TableScanErrorCode, tableScanError } from "./errors.ts";
export { CapacityReadPacer, type CapacityReadPacerOptions } from "./pace/capacity-read-pacer.ts";
export type { PacedPage, PageAllowance, ReadPacer } from "./pace/read-pacer.ts";
export { type ScanOptions, type ScanPage, scanPages } from "./scan-pages.ts";
export type { ScanQuery } from "./scan-query.ts";
export { isScanDone, type ScanState, scanStateFor } from "./scan-state.ts";
export { segmentsFor } from "./segments.ts";
export { clientTransport } from "./transport/client-transport.ts";
export type { ScanAnswer, ScanRequest, ScanTransport } from "./transport/scan-transport.ts";
