import { type RangedObject, rangedBytes } from "../bytes/ranged-bytes.ts";
import type { CsvDialect } from "../csv/csv-dialect.ts";
import type { CsvLayout } from "../csv/csv-layout.ts";
import { MAX_RECORD_BYTES } from "../csv/csv-options.ts";
import { lineBlocks } from "../lines/text-lines.ts";
import { recordsReason } from "../records-error.ts";
import { CertainStarts } from "./certain-starts.ts";
import {
  type RefusedCut,
  rangesBetween,
  refusedCuts,
  type Split,
  type SplitWish,
  wishedCuts,
} from "./split.ts";

/** How a CSV is split. */
export interface CsvSplitOptions {
  /** What `csvLayout` gave: the ranges begin after the header. */
  readonly layout: Pick<CsvLayout, "delimiter" | "escape" | "recordsBegin">;
  /** As the ranges are read with. Default 1,048,576. */
  readonly maxRecordBytes?: number;
}

/** Bytes of one read: a cut is mostly found within the longest record's length. */
const PART_BYTES = 262_144;
/** How far a cut is searched for, in lengths of the longest record. */
const SEARCHED_RECORDS = 4;

/**
 * Cuts a CSV, at lines of which it is certain that a record begins there, whatever stands before. A
 * newline may be inside of a quoted field, so no such line can be told by itself; {@link CertainStarts}
 * says how it is. A file without quotes is cut within the longest record's length of where it was
 * wished, one with quoted newlines right after one of them. Where nothing is certain, the cut is
 * refused, with its reason, and there is one range fewer.
 *
 * About `maxRecordBytes` are read for each cut, or twice that.
 *
 * @throws SpillwayError `SPLIT_INVALID`; and what `object.read` throws
 * @example
 * const layout = await csvLayout(rangedBytes(object), { infer: true });
 * if (layout === undefined) return; // an empty file
 * const { ranges, refused } = await splitCsv(object, { ranges: 8 }, { layout });
 * for (const range of ranges) {
 *   csvRecords(rangedBytes(object, { range }), { columns: layout, range });
 * }
 */
export async function splitCsv(
  object: RangedObject,
  wish: SplitWish,
  { layout, maxRecordBytes = MAX_RECORD_BYTES }: CsvSplitOptions,
): Promise<Split> {
  const { delimiter, recordsBegin } = layout;
  const records = { begin: recordsBegin, end: object.size };
  const wished = wishedCuts(records, wish);
  const ofGzip = await refusedCuts(object, wished);
  if (ofGzip !== undefined) return { ranges: rangesBetween(records, []), refused: ofGzip };
  const searched = SEARCHED_RECORDS * maxRecordBytes;
  const cuts: number[] = [];
  const refused: RefusedCut[] = [];
  for (const [at, byte] of wished.entries()) {
    const known = cuts.at(-1) ?? recordsBegin;
    if (byte <= known) {
      refused.push(notCertain(byte, `the record of the cut before it begins at byte ${known}`));
      continue;
    }
    // A record that begins earlier than its greatest length before the cut does not reach it.
    const from = Math.max(known, byte - maxRecordBytes);
    const end = Math.min(byte + searched, wished[at + 1] ?? object.size);
    const search = { from, isKnown: from === known, byte, end };
    const found = await certainStart(object, search, {
      delimiter,
      escape: layout.escape,
      maxRecordBytes,
    });
    if (found === undefined) refused.push(notCertain(byte, `up to byte ${end} there is none`));
    else cuts.push(found);
  }
  return { ranges: rangesBetween(records, cuts), refused };
}

interface Search {
  /** The byte that reading begins at, and whether a record begins there. */
  readonly from: number;
  readonly isKnown: boolean;
  /** The first byte that will do, and one past the last. */
  readonly byte: number;
  readonly end: number;
}

/** The first byte within the search at which a record certainly begins. */
async function certainStart(
  object: RangedObject,
  { from, isKnown, byte, end }: Search,
  options: CsvDialect & { readonly maxRecordBytes: number },
): Promise<number | undefined> {
  const starts = new CertainStarts({ ...options, isKnown });
  const range = { begin: from, end: object.size };
  const input = rangedBytes(object, { partBytes: PART_BYTES, range });
  for await (const { lines } of lineBlocks(input, options.maxRecordBytes, from)) {
    for (const start of starts.add(lines, false)) {
      if (start >= end) return undefined;
      if (start >= byte) return start;
    }
    if (starts.undecidedFrom >= end) return undefined;
  }
  return starts.add([], true).find((start) => start >= byte && start < end);
}

function notCertain(byte: number, came: string): RefusedCut {
  const message = `expected a line from byte ${byte} on that certainly begins a record; ${came}`;
  return { cut: false, byte, reason: recordsReason("CUT_NOT_CERTAIN", message) };
}
