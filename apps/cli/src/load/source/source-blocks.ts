import {
  type CsvColumns,
  csvRecordBlocks,
  decompressed,
  dynamodbJsonRecords,
  jsonLinesRecords,
  type SourceItem,
  type SourceRecord,
} from "@spillway/records";
import type { SourceEntry } from "@spillway/table-writer";
import type { Input } from "../input/input.ts";
import { recordOfRejectLine } from "../rejects/reject-line.ts";
import type { CsvReading } from "./csv-reading.ts";
import type { SourceFormat } from "./source-format.ts";

/** An input whose format is known. */
export interface Source {
  readonly input: Input;
  readonly format: SourceFormat;
  /** How a CSV is read; other formats do without. */
  readonly csv: CsvReading | undefined;
}

export interface SourceReading {
  /** Index of the first record that is wanted. */
  readonly from: number;
  /** Makes what is written of a record that was read. */
  readonly shape: (record: SourceRecord) => SourceEntry;
  readonly onBytes?: (bytes: number) => void;
  /** What was found of a CSV's columns. */
  readonly onColumns?: (columns: CsvColumns) => void;
}

/** Records gathered where they come one by one. */
const BLOCK_RECORDS = 100;

/** Reads a source from a record on, in blocks of what is to be written. */
export async function* sourceBlocks(
  { input, format, csv }: Source,
  { from, shape, onBytes, onColumns }: SourceReading,
): AsyncGenerator<readonly SourceEntry[], void, undefined> {
  const text = decompressed(input.read(onBytes));
  const first = { index: from };
  switch (format) {
    case "csv": {
      const found = onColumns === undefined ? {} : { onColumns };
      for await (const block of csvRecordBlocks(text, { ...csv, ...found, from: first })) {
        yield block.map(shape);
      }
      return;
    }
    case "json-lines":
      yield* inBlocks(jsonLinesRecords(text, { from: first }), shape);
      return;
    case "rejects":
      yield* inBlocks(jsonLinesRecords(text, { from: first }), recordOfRejectLine);
      return;
    case "dynamodb-json":
      yield* inBlocks(dynamodbJsonRecords(text, { from: first }), (item) => item);
  }
}

async function* inBlocks<Read extends SourceRecord | SourceItem>(
  records: AsyncIterable<Read>,
  entryOf: (record: Read) => SourceEntry,
): AsyncGenerator<readonly SourceEntry[], void, undefined> {
  let block: SourceEntry[] = [];
  for await (const record of records) {
    block.push(entryOf(record));
    if (block.length < BLOCK_RECORDS) continue;
    yield block;
    block = [];
  }
  if (block.length > 0) yield block;
}
