import {
  csvRecordBlocks,
  decompressed,
  exportRecordBlocks,
  ionRecordBlocks,
  jsonLinesRecordBlocks,
  rangedBytes,
  reencoded,
} from "@spillway/records";
import { tableBlocks } from "../from-table/table-blocks.ts";
import { counted } from "../input/input.ts";
import { severalBlocks } from "../several/several-blocks.ts";
import { namingEncoding } from "./foreign-lines.ts";
import { jsonBlocks } from "./json/json-blocks.ts";
import type { OneSource } from "./one-source.ts";
import type { RecordBlock } from "./record-block.ts";
import type { RecordReading } from "./record-reading.ts";
import type { Source } from "./source.ts";

/** Reads a source from a record on, in blocks. */
export function recordBlocks(
  source: Source,
  reading: RecordReading,
): AsyncGenerator<RecordBlock, void, undefined> {
  if (source.format === "table") return tableBlocks(source.input, reading);
  return source.format === "several"
    ? severalBlocks(source, reading, blocksOfOne)
    : blocksOfOne(source, reading);
}

function blocksOfOne(
  source: OneSource,
  reading: RecordReading,
): AsyncGenerator<RecordBlock, void, undefined> {
  const blocks = blocksOf(source, reading);
  const encoding = "encoding" in source ? source.encoding : undefined;
  return encoding === undefined ? blocks : namingEncoding(blocks, encoding);
}

async function* blocksOf(
  source: OneSource,
  reading: RecordReading,
): AsyncGenerator<RecordBlock, void, undefined> {
  const { from, range, onBytes, onTextBytes, onColumns, onReached, texts, onNote } = reading;
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
    case "ion":
      for await (const records of ionRecordBlocks(text, lines)) yield { kind: "items", records };
      return;
    case "json":
    case "dynamodb-json":
    case "batch-write":
      yield* jsonBlocks(source, text, { ...lines, onNote });
  }
}
