import { type ByteRange, checkRange, inputBegin, WHOLE } from "../ranges/byte-range.ts";
import { recordsError } from "../records-error.ts";

/** A remote object that can be read in parts, such as one in S3 by `GetObject` with a range. */
export interface RangedObject {
  /** In bytes. */
  readonly size: number;
  /**
   * Gives the bytes from `start` up to, but without, `end`. It tries again by itself where that can
   * help, and reads one version of the object only (in S3: `IfMatch`).
   */
  read(start: number, end: number, signal?: AbortSignal): Promise<Uint8Array>;
}

/** How an object is read. */
export interface RangedBytesOptions {
  /** Bytes of one part, 1 or more. Two parts are held at most. Default 2,097,152. */
  readonly partBytes?: number;
  /**
   * Gives the input that the reader of this range needs: from the byte before it, and on beyond its end
   * for as long as the reader asks. Default: all of the object.
   */
  readonly range?: ByteRange;
}

const PART_BYTES = 2 * 1_048_576;
/** As large as what a file's read stream gives: a whole part at once would become one block of records. */
const CHUNK_BYTES = 65_536;
/** Bytes of a part beyond the range: enough for the end of its last record, mostly. */
const TAIL_BYTES = 262_144;

/**
 * Reads a remote object in parts, one ahead of the reader. One long answer would hold a connection
 * for as long as a slow load takes, hours perhaps, and break when the other side tires of it; of a part
 * nothing is left open.
 *
 * When the reader stops, the part that is under way is aborted.
 *
 * @throws SpillwayError `OBJECT_PART_INCOMPLETE` when a part has other bytes than asked for; and what `read` throws
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance-guidelines.html
 * @example
 * csvRecords(rangedBytes({ size, read: (start, end) => part(bucket, key, start, end) }));
 */
export async function* rangedBytes(
  object: RangedObject,
  { partBytes = PART_BYTES, range = WHOLE }: RangedBytesOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  checkRange(range);
  const stopped = new AbortController();
  const lastInRange = Math.min(range.end, object.size);
  const endOf = (start: number) =>
    start < lastInRange
      ? Math.min(start + partBytes, lastInRange)
      : Math.min(start + TAIL_BYTES, object.size);
  const partFrom = (start: number) => readPart(object, start, endOf(start), stopped.signal);
  let start = inputBegin(range);
  let ahead: Promise<Uint8Array> | undefined = partFrom(start);
  try {
    while (start < object.size) {
      const part: Uint8Array = await (ahead ?? partFrom(start));
      start = endOf(start);
      // Beyond the range nothing is read before it is asked for: mostly it is not.
      ahead = start < lastInRange ? partFrom(start) : undefined;
      for (let at = 0; at < part.length; at += CHUNK_BYTES) {
        yield part.subarray(at, at + CHUNK_BYTES);
      }
    }
  } finally {
    stopped.abort();
  }
}

function readPart(
  object: RangedObject,
  start: number,
  end: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  if (start >= end) return Promise.resolve(new Uint8Array());
  const part = object.read(start, end, signal).then((bytes) => {
    if (bytes.length === end - start) return bytes;
    throw recordsError(
      "OBJECT_PART_INCOMPLETE",
      `expected ${end - start} bytes from byte ${start} on; came ${bytes.length}`,
      {
        hint: "The object may have changed while it was read: load it again.",
        details: { start, end },
      },
    );
  });
  // Read ahead, it may fail before anybody waits for it; who waits then gets the error all the same.
  part.catch(() => {});
  return part;
}
