import type { Reason } from "@spillway/errors";
import { isGzip } from "../bytes/decompressed.ts";
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

/** What `cuts` become in a file that can't be cut: gzip is read from its beginning only. */
export async function gzipRefusals(
  object: RangedObject,
  cuts: readonly number[],
): Promise<readonly RefusedCut[] | undefined> {
  if (cuts.length === 0 || object.size < 2) return undefined;
  if (!isGzip(await object.read(0, 2))) return undefined;
  const reason = recordsReason(
    "CUT_OF_GZIP",
    "expected a file without compression; came gzip, which can be read from its beginning only",
  );
  return cuts.map((byte) => ({ cut: false, byte, reason }));
}
