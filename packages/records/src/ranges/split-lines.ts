import type { RangedObject } from "../bytes/ranged-bytes.ts";
import { rangesBetween, refusedCuts, type Split, type SplitWish, wishedCuts } from "./split.ts";

/**
 * Cuts a file of one record a line: JSON Lines, or items in DynamoDB's JSON. Every byte will do: a
 * range has the lines that begin in it, and its reader finds the first of them. So nothing is read but
 * first bytes, which say whether it is compressed, and a range may turn out to have no record.
 *
 * @param encoding what the text is in; undefined for UTF-8. Text in another encoding is one range
 * @throws SpillwayError `SPLIT_INVALID`; and what `object.read` throws
 * @example
 * const { ranges } = await splitLines({ size, read }, { rangeBytes: 67_108_864 });
 * for (const range of ranges) jsonLinesRecords(rangedBytes({ size, read }, { range }), { range });
 */
export async function splitLines(
  object: RangedObject,
  wish: SplitWish,
  encoding?: string,
): Promise<Split> {
  const whole = { begin: 0, end: object.size };
  const cuts = wishedCuts(whole, wish);
  const refused = await refusedCuts(object, cuts, encoding);
  if (refused !== undefined) return { ranges: rangesBetween(whole, []), refused };
  return { ranges: rangesBetween(whole, cuts), refused: [] };
}
