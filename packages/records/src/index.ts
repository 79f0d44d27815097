export { type ColumnType, type CsvOptions, csvRecords } from "./csv-records.ts";
export { numberedRecords } from "./numbered-records.ts";
export { sampleRecords } from "./sample-records.ts";
export type {
  MalformedRecord,
  Position,
  ReadableRecord,
  Reason,
  SourceItem,
  SourceRecord,
} from "./source-record.ts";
