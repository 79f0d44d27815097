import {
  type CsvColumns,
  csvRecordBlocks,
  decompressed,
  dynamodbJsonRecordBlocks,
  jsonLinesRecordBlocks,
  type MalformedRecord,
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
  /** The same for an item that is complete. */
  readonly shapeItem: (item: SourceItem | MalformedRecord) => SourceEntry;
  readonly onBytes?: (bytes: number) => void;
  /** Called with the number of records that were read, block by block. */
  readonly onRecords?: (records: number) => void;
  /** What was found of a CSV's columns. */
  readonly onColumns?: (columns: CsvColumns) => void;
}

/** Reads a source from a record on, in blocks of what is to be written. */
export async function* sourceBlocks(
  source: Source,
  reading: SourceReading,
): AsyncGenerator<readonly SourceEntry[], void, undefined> {
  for await (const block of entryBlocks(source, reading)) {
    reading.onRecords?.(block.length);
    yield block;
  }
}

async function* entryBlocks(
  { input, format, csv }: Source,
  { from, shape, shapeItem, onBytes, onColumns }: SourceReading,
): AsyncGenerator<readonly SourceEntry[], void, undefined> {
  const text = decompressed(input.read(onBytes));
  const lines = { from: { index: from } };
  switch (format) {
    case "csv": {
      const options = { ...csv, ...lines, ...(onColumns && { onColumns }) };
      for await (const block of csvRecordBlocks(text, options)) yield block.map(shape);
      return;
    }
    case "json-lines":
      for await (const block of jsonLinesRecordBlocks(text, lines)) yield block.map(shape);
      return;
    case "rejects":
      for await (const block of jsonLinesRecordBlocks(text, lines)) {
        yield block.map(recordOfRejectLine);
      }
      return;
    case "dynamodb-json":
      for await (const block of dynamodbJsonRecordBlocks(text, lines)) yield block.map(shapeItem);
  }
}
