import type { Reason } from "@spillway/errors";
import { COMPRESSION_HEAD_BYTES, compressionOf } from "../bytes/compression.ts";
import type { RangedObject } from "../bytes/ranged-bytes.ts";
import { recordsError, recordsReason } from "../records-error.ts";
import type { ByteRange } from "./byte-range.ts";

/** How a file is wished to be cut: into so many ranges, or into ranges of so many bytes. */
export type SplitWish = { readonly ranges: number } | { readonly rangeBytes: number };

/** A file in ranges. */
export interface Split {
  /** In their order, one after the other, none empty; together they have every record. None of an empty file. */
  readonly ranges: readonly ByteRange[];
  /** The cuts that were wished for and are not made: there are so many ranges fewer. */
  readonly refused: readonly RefusedCut[];
}

/** A cut that is not made. */
export interface RefusedCut {
  readonly cut: false;
  /** Where it was wished for. */
  readonly byte: number;
  readonly reason: Reason;
}

/**
 * The bytes at which a part of a file is to be cut, spread evenly.
 *
 * @throws SpillwayError `SPLIT_INVALID`
 */
export function wishedCuts({ begin, end }: ByteRange, wish: SplitWish): readonly number[] {
  const size = Math.max(0, end - begin);
  const wished = "ranges" in wish ? wish.ranges : wish.rangeBytes;
  if (!Number.isSafeInteger(wished) || wished < 1) {
    const what = "ranges" in wish ? "ranges" : "bytes a range";
    throw recordsError(
      "SPLIT_INVALID",
      `expected a whole number of ${what} from 1; came ${wished}`,
      {
        details: { wish },
      },
    );
  }
  const ranges = "ranges" in wish ? Math.min(wished, size) : Math.ceil(size / wished);
  const cuts = Array.from({ length: Math.max(0, ranges - 1) }, (_, at) =>
    "ranges" in wish ? begin + Math.floor((size * (at + 1)) / ranges) : begin + wished * (at + 1),
  );
  return cuts;
}

/** The ranges between the cuts. */
export function rangesBetween({ begin, end }: ByteRange, cuts: readonly number[]): ByteRange[] {
  if (end <= begin) return [];
  const begins = [begin, ...cuts];
  return begins.map((from, at) => ({ begin: from, end: begins[at + 1] ?? end }));
}

/**
 * What `cuts` become in a file that can't be cut: what is compressed, or not UTF-8, is read from its
 * beginning only.
 *
 * @param encoding what the text is in; undefined for UTF-8
 */
export async function refusedCuts(
  object: RangedObject,
  cuts: readonly number[],
  encoding?: string,
): Promise<readonly RefusedCut[] | undefined> {
  if (cuts.length === 0) return undefined;
  const reason = encoding === undefined ? await ofCompressed(object) : ofEncoded(encoding);
  return reason && cuts.map((byte) => ({ cut: false, byte, reason }));
}

async function ofCompressed(object: RangedObject): Promise<Reason | undefined> {
  const head = await object.read(0, Math.min(COMPRESSION_HEAD_BYTES, object.size));
  const compression = compressionOf(head);
  if (compression === undefined) return undefined;
  return recordsReason(
    compression === "gzip" ? "CUT_OF_GZIP" : "CUT_OF_ZSTD",
    `expected a file without compression; came ${compression}, which can be read from its beginning only`,
  );
}

function ofEncoded(encoding: string): Reason {
  return recordsReason(
    "CUT_OF_ENCODED",
    `expected a file in UTF-8; came ${encoding}, which is read from its beginning only`,
  );
}
