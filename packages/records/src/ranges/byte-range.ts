import type { Position } from "../position.ts";
import { recordsError } from "../records-error.ts";

/**
 * A part of a file: the records that begin in it, that is whose first byte is from `begin` on and
 * before `end`. A record's line break belongs to it, and so does a byte order mark to the first line.
 * Ranges that follow each other have every record of their file once, wherever they meet, if a record
 * is one line; in a CSV with quoted newlines they may meet only where `splitCsv` says.
 *
 * The input of a range's reader begins **one byte before** the range, at byte `begin - 1`, which says
 * whether a line begins at `begin`; at byte 0 where the range does. It goes on beyond the range: the
 * last record may end there. The reader stops when that record is complete.
 *
 * @example
 * const range = { begin: 8_388_608, end: 16_777_216 };
 * jsonLinesRecords(rangedBytes(object, { range }), { range });
 * jsonLinesRecords(createReadStream(path, { start: range.begin - 1 }), { range });
 */
export interface ByteRange {
  /** Counted from 0. */
  readonly begin: number;
  /** One past the last byte in which a record may begin; it may lie beyond the file's end. */
  readonly end: number;
}

/** How a range is read, or the rest of one from a record that an earlier reader reached. */
export interface RangeReading {
  /** The records that are read, by where they begin; see {@link ByteRange} for the input. Default: all. */
  readonly range?: ByteRange;
  /**
   * The number of the range's first record, where an earlier reader read those before it: with it the
   * records of a range that is gone on with have the numbers that they had. Default 0.
   */
  readonly firstIndex?: number;
  /**
   * Called before each block, and at the end, with a byte at which reading can go on: no record after
   * those that were given until then begins before it. It may lie beyond the range's end.
   *
   * @example
   * let reached = range.begin;
   * const reading = { range, onReached: (byte: number) => { reached = byte; } };
   * for await (const block of jsonLinesRecordBlocks(rangedBytes(object, { range }), reading)) {
   *   await write(block);
   *   await save({ begin: Math.min(reached, range.end), end: range.end }); // what is left
   * }
   */
  readonly onReached?: (byte: number) => void;
}

/** The range of a reader that was given none. */
export const WHOLE: ByteRange = { begin: 0, end: Number.POSITIVE_INFINITY };

/** The first byte of the input that a range's reader needs. */
export function inputBegin({ begin }: ByteRange): number {
  return Math.max(0, begin - 1);
}

/** @throws SpillwayError `BYTE_RANGE_INVALID` */
export function checkRange({ begin, end }: ByteRange): void {
  if (Number.isSafeInteger(begin) && begin >= 0 && end >= begin) return;
  throw recordsError(
    "BYTE_RANGE_INVALID",
    `expected a range from byte 0 or a later one to that byte or a later one; came ${begin} to ${end}`,
    { details: { begin, end } },
  );
}

/** Makes positions of the records of one range. Lines are counted only from a file's beginning. */
export type PositionAt = (index: number, line: number, byte: number) => Position;

export function positionsOf({ begin }: ByteRange): PositionAt {
  if (begin === 0) return (index, line, byte) => ({ line, index, byte });
  return (index, _line, byte) => ({ index, byte });
}
