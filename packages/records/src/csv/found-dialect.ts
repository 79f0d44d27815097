import { type CsvDialect, type CsvEscape, type DialectWish, escapeAsSet } from "./csv-dialect.ts";
import { type HeadReading, headRows, type InputHead } from "./csv-head.ts";

/** In the order of preference where two fit equally well. */
const DELIMITERS = [",", ";", "\t", "|"] as const;
const BACKSLASH: CsvEscape = { character: "\\", found: true };
const ESCAPED_QUOTE = '\\"';
const JUDGED_RECORDS = 100;
/** An escaped quote is rare, so more records are looked at where there is one. */
const JUDGED_WITH_ESCAPES = 1_000;

/**
 * Finds what of a dialect was not set.
 *
 * The delimiter is the one by which most of the first records have as many fields as the header, where
 * that has more than one; then the one that gives more fields; a comma where none fits.
 *
 * A backslash is taken for an escape only where the first records are read better with it, and every
 * one of them that has a backslash before a quote is well-formed with it: a path that ends with a
 * backslash is not, so that a file by RFC 4180 stays one.
 */
export function foundDialect(head: InputHead, wish: DialectWish, reading: HeadReading): CsvDialect {
  const { delimiter } = wish;
  const delimiters =
    delimiter === "auto" ? DELIMITERS.filter((one) => one !== wish.escape) : [delimiter];
  const judged = (dialect: CsvDialect, count: number) => judgement(head, dialect, reading, count);
  const best = (escaping: CsvEscape | undefined, count: number) =>
    bestOf(delimiters.map((one) => judged({ delimiter: one, escape: escaping }, count)));
  if (wish.escape !== "auto") return best(escapeAsSet(wish.escape), JUDGED_RECORDS).dialect;
  const { dialect } = best(undefined, JUDGED_RECORDS);
  if (!head.bytes.includes(ESCAPED_QUOTE)) return dialect;
  const plain = judged(dialect, JUDGED_WITH_ESCAPES);
  const escaped = best(BACKSLASH, JUDGED_WITH_ESCAPES);
  return escaped.fitting > plain.fitting && escaped.holds ? escaped.dialect : dialect;
}

/** How well the first records are read by a dialect. */
interface Judgement {
  readonly dialect: CsvDialect;
  readonly width: number;
  /** How many records have so many fields. */
  readonly fitting: number;
  /** Whether each record that has a backslash before a quote is one of them. */
  readonly holds: boolean;
}

function judgement(
  head: InputHead,
  dialect: CsvDialect,
  reading: HeadReading,
  count: number,
): Judgement {
  const { width, header, records } = headRows(head, dialect, reading, count);
  const rows = header === undefined ? records : [header, ...records];
  const fits = (row: (typeof rows)[number]) => row.ok && row.fields.length === width;
  return {
    ...{ dialect, width, fitting: rows.filter(fits).length },
    holds: rows.every((row) => !row.raw.includes(ESCAPED_QUOTE) || fits(row)),
  };
}

function bestOf(all: readonly Judgement[]): Judgement {
  const [first, ...others] = all.filter(({ width }) => width > 1);
  const [fallback] = all;
  if (fallback === undefined) throw new RangeError("expected a delimiter to judge");
  return others.reduce((best, other) => {
    const isBetter =
      other.fitting === best.fitting ? other.width > best.width : other.fitting > best.fitting;
    return isBetter ? other : best;
  }, first ?? fallback);
}
