/**
 * Where a record stands in its source, so that a person can find it again. `index` tells it from every
 * other record of the source; the rest is there where it is known.
 */
export interface Position {
  /**
   * The record's number in the source, counted from 0; malformed records count too. Where the source
   * is a range of a file, counted from the range's beginning.
   */
  readonly index: number;
  /**
   * The line on which the record begins, counted from 1; a header line counts. Known only where a file
   * was read from its beginning.
   */
  readonly line?: number;
  /** The byte at which the record begins, counted from 0, in the file as it is without compression. */
  readonly byte?: number;
  /** The file that the record is in, where a source has several. */
  readonly file?: string;
  /** The id of the queue message that the record came in. */
  readonly message?: string;
}

/**
 * Says a position in words, by what a person finds the record with the soonest.
 *
 * @example
 * placeOf({ index: 5, line: 7, byte: 4_096 }); // "line 7"
 * placeOf({ index: 5, byte: 4_096, file: "data/a.json.gz" }); // "data/a.json.gz byte 4096"
 * placeOf({ index: 5, line: 1, byte: 300 }); // "line 1 record 6": a line has several
 * placeOf({ index: 5 }); // "record 6"
 */
export function placeOf({ file, ...within }: Position): string {
  if (file !== undefined) return `${file} ${placeWithin(within)}`;
  const { line, index } = within;
  // More records than lines: several stand on one, and the line alone would not find it.
  const isBeside = line !== undefined && line <= index;
  return isBeside ? `line ${line} record ${index + 1}` : placeWithin(within);
}

function placeWithin({ index, line, byte, message }: Position): string {
  if (line !== undefined) return `line ${line}`;
  if (byte !== undefined) return `byte ${byte}`;
  return message === undefined ? `record ${index + 1}` : `message ${message}`;
}
