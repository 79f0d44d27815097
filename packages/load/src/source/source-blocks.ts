import {
  type ByteRange,
  type CsvColumns,
  type CsvLayout,
  csvRecordBlocks,
  decompressed,
  dynamodbJsonRecordBlocks,
  type ExportRecord,
  exportRecordBlocks,
  jsonLinesRecordBlocks,
  rangedBytes,
  type SourceRecord,
} from "@spillway/records";
import type { SourceEntry } from "@spillway/table-writer";
import { counted, type ExportInput, type Input } from "../input/input.ts";
import type { CsvReading } from "./csv-reading.ts";
import type { SourceFormat } from "./source-format.ts";

/** An input whose format is known. */
export type Source =
  | {
      readonly input: Input;
      readonly format: "csv";
      readonly csv: CsvReading;
      /** Its columns, where they were found before; a range needs them. */
      readonly layout?: CsvLayout;
    }
  | { readonly input: Input; readonly format: Exclude<SourceFormat, "csv"> }
  | { readonly input: ExportInput; readonly format: "export" };

export interface SourceReading {
  /** Index of the first record that is wanted. */
  readonly from: number;
  /** The records that are wanted, by where they begin; `from` is the index of its first. Default: all. */
  readonly range?: ByteRange;
  /**
   * Called before each block of a range with the bytes at which its records begin, and with one from
   * which on all are that have not been given.
   */
  readonly onPlaces?: (begins: readonly number[], reached: number) => void;
  /** Makes what is written of a record that was read. */
  readonly shape: (record: SourceRecord) => SourceEntry;
  /** The same for what is complete: an item, or a key to delete. */
  readonly shapeItem: (item: ExportRecord) => SourceEntry;
  /** The same for a line of a reject file. */
  readonly shapeReject: (line: SourceRecord) => SourceEntry;
  readonly onBytes?: (bytes: number) => void;
  /** The same for the bytes of the text: after gzip, and of an export's files. */
  readonly onTextBytes?: (bytes: number) => void;
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
  const { range, onPlaces } = reading;
  let reached = range?.begin ?? 0;
  const onReached = (byte: number) => {
    reached = byte;
  };
  for await (const block of entryBlocks(source, reading, onReached)) {
    reading.onRecords?.(block.length);
    onPlaces?.(block.map(beginOf), reached);
    yield block;
  }
  onPlaces?.([], reached);
}

/** A range is read from bytes, so each of its records says where it begins. */
function beginOf({ position }: SourceEntry): number {
  return position.byte ?? 0;
}

async function* entryBlocks(
  source: Source,
  reading: SourceReading,
  onReached: (byte: number) => void,
): AsyncGenerator<readonly SourceEntry[], void, undefined> {
  const { from, range, shape, shapeItem, shapeReject, onBytes, onTextBytes, onColumns } = reading;
  const lines = range ? { range, firstIndex: from, onReached } : { from: { index: from } };
  if (source.format === "export") {
    const blocks = exportRecordBlocks(source.input.folder, {
      ...lines,
      ...(onTextBytes && { onBytes: onTextBytes }),
    });
    for await (const block of blocks) yield block.map(shapeItem);
    return;
  }
  const { object } = source.input;
  const bytes =
    range && object
      ? counted(rangedBytes(object, { range }), onBytes)
      : decompressed(source.input.read(onBytes));
  const text = onTextBytes ? counted(bytes, onTextBytes) : bytes;
  switch (source.format) {
    case "csv": {
      const columns = range && source.layout;
      const options = {
        ...{ ...source.csv, ...lines },
        ...(columns && { columns }),
        ...(onColumns && { onColumns }),
      };
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
