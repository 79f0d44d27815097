export { assertZstd } from "./bytes/assert-zstd.ts";
export { COMPRESSION_HEAD_BYTES, isCompressed } from "./bytes/compression.ts";
export { type Container, containerOf } from "./bytes/containers.ts";
export { decompressed } from "./bytes/decompressed.ts";
export { type RangedBytesOptions, type RangedObject, rangedBytes } from "./bytes/ranged-bytes.ts";
export { reencoded, reencodedHead } from "./bytes/reencoded.ts";
export {
  markedEncoding,
  textEncoding,
  type Utf16,
  unmarkedEncoding,
} from "./bytes/text-encoding.ts";
export type { ColumnTexts } from "./csv/column-texts.ts";
export type { ColumnType } from "./csv/column-types.ts";
export type { CsvEscape } from "./csv/csv-dialect.ts";
export { csvFields } from "./csv/csv-fields.ts";
export type { InputHead } from "./csv/csv-head.ts";
export { columnsOfHead } from "./csv/csv-judgement.ts";
export { type CsvLayout, csvLayout } from "./csv/csv-layout.ts";
export type {
  CsvColumn,
  CsvColumns,
  CsvOptions,
  EmptyCells,
} from "./csv/csv-options.ts";
export { csvRecordBlocks, csvRecords } from "./csv/csv-records.ts";
export { separatorLine } from "./csv/separator-line.ts";
export { type ExportFolder, localExportFolder } from "./export/export-folder.ts";
export {
  type ExportOptions,
  type ExportRecord,
  exportRecordBlocks,
  exportRecords,
} from "./export/export-records.ts";
export { ionRecordBlocks, ionRecords } from "./ion/ion-records.ts";
export {
  type BatchWriteOptions,
  type BatchWriteRecord,
  type BatchWriteRequest,
  batchWriteBlocks,
  batchWriteRequest,
  batchWriteTables,
} from "./json/batch-write-records.ts";
export { dynamodbJsonRecordBlocks, dynamodbJsonRecords } from "./json/dynamodb-json-records.ts";
export { exactJson } from "./json/exact-json.ts";
export type { JsonFrameOptions } from "./json/json-frames.ts";
export type { JsonLayout } from "./json/json-layout.ts";
export { jsonLinesRecordBlocks, jsonLinesRecords } from "./json/json-lines-records.ts";
export {
  dynamodbJsonValueBlocks,
  type JsonValueOptions,
  jsonValueRecordBlocks,
} from "./json/json-value-records.ts";
export type { LineOptions } from "./lines/numbered-lines.ts";
export { numberedRecords } from "./numbered-records.ts";
export { type Position, placeOf } from "./position.ts";
export type { ByteRange, RangeReading } from "./ranges/byte-range.ts";
export type { RefusedCut, Split, SplitWish } from "./ranges/split.ts";
export { type CsvSplitOptions, splitCsv } from "./ranges/split-csv.ts";
export { splitLines } from "./ranges/split-lines.ts";
export { type RecordsErrorCode, recordsError } from "./records-error.ts";
export type {
  MalformedRecord,
  ReadableRecord,
  SourceDelete,
  SourceItem,
  SourceRecord,
} from "./source-record.ts";
