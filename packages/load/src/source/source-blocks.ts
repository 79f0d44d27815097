import type { SourceEntry } from "@spillway/table-writer";
import type { TransformRun } from "../transform/transform-run.ts";
import { type TransformedBlock, transformedBlocks } from "../transform/transformed-blocks.ts";
import { shapeTransformed } from "../transform/transformed-record.ts";
import type { EntryShapes } from "./entry-shapes.ts";
import type { RecordBlock } from "./record-block.ts";
import { recordBlocks } from "./record-blocks.ts";
import type { RecordReading } from "./record-reading.ts";
import type { Source } from "./source.ts";
import type { SourceCursor } from "./source-cursor.ts";

export interface SourceReading extends Omit<RecordReading, "onReached">, EntryShapes {
  /** What the records go through before they are shaped. Such a source has cursors. Default: nothing. */
  readonly transform?: TransformRun;
  /**
   * Called before each block of a range with the bytes at which its records begin, and with one from
   * which on all are that have not been given.
   */
  readonly onPlaces?: (begins: readonly number[], reached: number) => void;
  /**
   * Called before each block of a source that has cursors, with its number of records and the next one;
   * undefined where nobody can go on after it.
   */
  readonly onCursor?: (records: number, cursor: SourceCursor | undefined) => void;
  /** Called with the number of records that were read, block by block. */
  readonly onRecords?: (records: number) => void;
}

/** Reads a source from a record on, in blocks of what is to be written. */
export async function* sourceBlocks(
  source: Source,
  reading: SourceReading,
): AsyncGenerator<readonly SourceEntry[], void, undefined> {
  const { range, onPlaces, onCursor, onRecords } = reading;
  let reached = range?.begin ?? 0;
  const onReached = (byte: number) => {
    reached = byte;
  };
  const { transform } = reading;
  const all = { ...reading, onReached };
  const blocks = transform ? transformedBlocks(source, all, transform) : recordBlocks(source, all);
  for await (const block of blocks) {
    const entries = shaped(block, reading);
    onRecords?.(entries.length);
    onPlaces?.(entries.map(beginOf), reached);
    if (block.cursor !== undefined || transform) onCursor?.(entries.length, block.cursor);
    yield entries;
  }
  onPlaces?.([], reached);
}

function shaped(
  block: RecordBlock | TransformedBlock,
  shapes: EntryShapes,
): readonly SourceEntry[] {
  switch (block.kind) {
    case "records":
      return block.records.map(shapes.shape);
    case "items":
      return block.records.map(shapes.shapeItem);
    case "rejects":
      return block.records.map(shapes.shapeReject);
    case "transformed":
      return block.records.map((one) => shapeTransformed(one, shapes));
  }
}

/** A range is read from bytes, so each of its records says where it begins. */
function beginOf({ position }: SourceEntry): number {
  return position.byte ?? 0;
}
