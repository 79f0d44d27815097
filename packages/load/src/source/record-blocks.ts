import {
  type ByteRange,
  type ColumnTexts,
  type CsvColumns,
  csvRecordBlocks,
  decompressed,
  dynamodbJsonRecordBlocks,
  exportRecordBlocks,
  jsonLinesRecordBlocks,
  rangedBytes,
  reencoded,
} from "@spillway/records";
import { counted } from "../input/input.ts";
import { namingEncoding } from "./foreign-lines.ts";
import type { RecordBlock } from "./record-block.ts";
import type { Source } from "./source.ts";
import type { SourceCursor } from "./source-cursor.ts";

export interface RecordReading {
  /** Index of the first record that is wanted. */
  readonly from: number;
  /** Where reading begins, of a source that has cursors: its first record is number `from`. */
  readonly cursor?: SourceCursor;
  /** The records that are wanted, by where they begin; `from` is the index of its first. Default: all. */
  readonly range?: ByteRange;
  readonly onBytes?: (bytes: number) => void;
  /** The same for the bytes of the text: after gzip, and of an export's files. */
  readonly onTextBytes?: (bytes: number) => void;
  /** What was found of a CSV's columns. */
  readonly onColumns?: (columns: CsvColumns) => void;
  /** Tells how the values of some columns of a CSV were written. */
  readonly texts?: ColumnTexts;
  /** Of a range: no record after those that were given begins before this byte. */
  readonly onReached?: (byte: number) => void;
}

/** Reads a source from a record on, in blocks. */
export function recordBlocks(
  source: Source,
  reading: RecordReading,
): AsyncGenerator<RecordBlock, void, undefined> {
  const blocks = blocksOf(source, reading);
  const encoding = source.format === "export" ? undefined : source.encoding;
  return encoding === undefined ? blocks : namingEncoding(blocks, encoding);
}

async function* blocksOf(
  source: Source,
  reading: RecordReading,
): AsyncGenerator<RecordBlock, void, undefined> {
  const { from, range, onBytes, onTextBytes, onColumns, onReached, texts } = reading;
  const lines = range
    ? { range, firstIndex: from, ...(onReached && { onReached }) }
    : { from: { index: from } };
  if (source.format === "export") {
    const blocks = exportRecordBlocks(source.input.folder, {
      ...lines,
      ...(onTextBytes && { onBytes: onTextBytes }),
    });
    for await (const records of blocks) yield { kind: "items", records };
    return;
  }
  const { object } = source.input;
  const bytes =
    range && object
      ? counted(rangedBytes(object, { range }), onBytes)
      : decompressed(source.input.read(onBytes));
  const decoded = source.encoding === undefined ? bytes : reencoded(bytes, source.encoding);
  const text = onTextBytes ? counted(decoded, onTextBytes) : decoded;
  switch (source.format) {
    case "csv": {
      const columns = range && source.layout;
      const options = {
        ...{ ...source.csv, ...lines },
        ...(columns && { columns }),
        ...(onColumns && { onColumns }),
        ...(texts && { texts }),
      };
      for await (const records of csvRecordBlocks(text, options))
        yield { kind: "records", records };
      return;
    }
    case "json-lines":
      for await (const records of jsonLinesRecordBlocks(text, lines)) {
        yield { kind: "records", records };
      }
      return;
    case "rejects":
      for await (const records of jsonLinesRecordBlocks(text, lines)) {
        yield { kind: "rejects", records };
      }
      return;
    case "dynamodb-json":
      for await (const records of dynamodbJsonRecordBlocks(text, lines)) {
        yield { kind: "items", records };
      }
  }
}
