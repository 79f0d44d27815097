export type { ColumnType } from "./column-types.ts";
export type { CsvColumn, CsvColumns, CsvOptions } from "./csv-options.ts";
export { csvRecordBlocks, csvRecords } from "./csv-records.ts";
export { decompressed } from "./decompressed.ts";
export { dynamodbJsonRecordBlocks, dynamodbJsonRecords } from "./dynamodb-json-records.ts";
export { exactJson } from "./exact-json.ts";
export { type ExportFolder, localExportFolder } from "./export-folder.ts";
export {
  type ExportOptions,
  type ExportRecord,
  exportRecordBlocks,
  exportRecords,
} from "./export-records.ts";
export { jsonLinesRecordBlocks, jsonLinesRecords } from "./json-lines-records.ts";
export type { LineOptions } from "./numbered-lines.ts";
export { numberedRecords } from "./numbered-records.ts";
export { type Position, placeOf } from "./position.ts";
export { type RangedBytesOptions, type RangedObject, rangedBytes } from "./ranged-bytes.ts";
export { sampleRecords } from "./sample-records.ts";
export type {
  MalformedRecord,
  ReadableRecord,
  SourceDelete,
  SourceItem,
  SourceRecord,
} from "./source-record.ts";
export { SPIKE_KEYS, type Spike, type SpikeRecord, spikeRecords } from "./spike-records.ts";
