import type { SourceRecord } from "./source-record.ts";

export type ColumnType = "string" | "number" | "boolean";

export interface CsvOptions {
  /** One character between fields. Default `,`. */
  readonly delimiter?: string;
  /** The type of a column by its name. Default: every column is a string. */
  readonly types?: Readonly<Record<string, ColumnType>>;
  /** The longest record in bytes, quotes and newlines included. Default 1 MiB. */
  readonly maxRecordBytes?: number;
}

export async function* csvRecords(
  _input: AsyncIterable<Uint8Array | string>,
  _options: CsvOptions = {},
): AsyncGenerator<SourceRecord, void, undefined> {}
