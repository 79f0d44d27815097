import type { RangedObject } from "../bytes/ranged-bytes.ts";
import { gzipRefusals, rangesBetween, type Split, type SplitWish, wishedCuts } from "./split.ts";

/**
 * Cuts a file of one record a line: JSON Lines, or items in DynamoDB's JSON. Every byte will do: a
 * range has the lines that begin in it, and its reader finds the first of them. So nothing is read but
 * two bytes, which say whether it is gzip, and a range may turn out to have no record.
 *
 * @throws SpillwayError `SPLIT_INVALID`; and what `object.read` throws
 * @example
 * const { ranges } = await splitLines({ size, read }, { rangeBytes: 67_108_864 });
 * for (const range of ranges) jsonLinesRecords(rangedBytes({ size, read }, { range }), { range });
 */
export async function splitLines(object: RangedObject, wish: SplitWish): Promise<Split> {
  const whole = { begin: 0, end: object.size };
  const cuts = wishedCuts(whole, wish);
  const refused = await gzipRefusals(object, cuts);
  if (refused !== undefined) return { ranges: rangesBetween(whole, []), refused };
  return { ranges: rangesBetween(whole, cuts), refused: [] };
}
