import {
  type CsvColumns,
  csvRecordBlocks,
  decompressed,
  dynamodbJsonRecordBlocks,
  type ExportRecord,
  exportRecordBlocks,
  jsonLinesRecordBlocks,
  type SourceRecord,
} from "@spillway/records";
import type { SourceEntry } from "@spillway/table-writer";
import type { ExportInput, Input } from "../input/input.ts";
import type { CsvReading } from "./csv-reading.ts";
import type { SourceFormat } from "./source-format.ts";

/** An input whose format is known. */
export type Source =
  | { readonly input: Input; readonly format: "csv"; readonly csv: CsvReading }
  | { readonly input: Input; readonly format: Exclude<SourceFormat, "csv"> }
  | { readonly input: ExportInput; readonly format: "export" };

export interface SourceReading {
  /** Index of the first record that is wanted. */
  readonly from: number;
  /** Makes what is written of a record that was read. */
  readonly shape: (record: SourceRecord) => SourceEntry;
  /** The same for what is complete: an item, or a key to delete. */
  readonly shapeItem: (item: ExportRecord) => SourceEntry;
  /** The same for a line of a reject file. */
  readonly shapeReject: (line: SourceRecord) => SourceEntry;
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
  source: Source,
  { from, shape, shapeItem, shapeReject, onBytes, onColumns }: SourceReading,
): AsyncGenerator<readonly SourceEntry[], void, undefined> {
  const lines = { from: { index: from } };
  if (source.format === "export") {
    const blocks = exportRecordBlocks(source.input.folder, lines);
    for await (const block of blocks) yield block.map(shapeItem);
    return;
  }
  const text = decompressed(source.input.read(onBytes));
  switch (source.format) {
    case "csv": {
      const options = { ...source.csv, ...lines, ...(onColumns && { onColumns }) };
      for await (const block of csvRecordBlocks(text, options)) yield block.map(shape);
      return;
    }
    case "json-lines":
      for await (const block of jsonLinesRecordBlocks(text, lines)) yield block.map(shape);
      return;
    case "rejects":
      for await (const block of jsonLinesRecordBlocks(text, lines)) yield block.map(shapeReject);
      return;
    case "dynamodb-json":
      for await (const block of dynamodbJsonRecordBlocks(text, lines)) yield block.map(shapeItem);
  }
}
