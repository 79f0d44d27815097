import { recordsError } from "../records-error.ts";
import { csvColumns } from "./csv-columns.ts";
import { type CsvDialect, checkDialect, dialectAsSet } from "./csv-dialect.ts";
import {
  following,
  type HeadReading,
  type HeadRows,
  headRows,
  type InputHead,
  takeHead,
} from "./csv-head.ts";
import { type InferredTypes, inferredTypes } from "./csv-inference.ts";
import type { CsvColumns, CsvOptions } from "./csv-options.ts";
import { headAfter } from "./csv-preamble.ts";
import { foundDialect } from "./found-dialect.ts";

/** What of the options can be found out from an input's beginning, or is needed for it. */
export type JudgementOptions = Pick<
  CsvOptions,
  "delimiter" | "escape" | "types" | "infer" | "inferred" | "names" | "hasHeader" | "skipLines"
>;

/** What the first bytes of an input say of it. */
export interface CsvJudgement extends HeadReading {
  readonly dialect: CsvDialect;
  readonly inferred: InferredTypes | undefined;
  /** How many lines stand before the header, or before the first record. */
  readonly skipLines: number;
}

/** An input, from its beginning, with what its first bytes say of it. */
export interface JudgedInput extends CsvJudgement {
  readonly input: AsyncIterable<Uint8Array | string>;
}

/**
 * Finds the dialect and the types from the first bytes, where they are to be found.
 *
 * @throws SpillwayError `CSV_DELIMITER_INVALID`, `CSV_ESCAPE_INVALID`; `CSV_NAMES_NOT_GIVEN` and
 * `CSV_NAMES_INVALID` where there is no header
 */
export async function judgedInput(
  input: AsyncIterable<Uint8Array | string>,
  options: JudgementOptions,
): Promise<JudgedInput> {
  const { infer = false, hasHeader = true } = options;
  const wish = wishOf(options);
  checkDialect(wish);
  const dialect = dialectAsSet(wish);
  if (dialect !== undefined && !infer && hasHeader) {
    const { names, skipLines = 0 } = options;
    return { input, dialect, inferred: undefined, skipLines, hasHeader, names };
  }
  const chunks = input[Symbol.asyncIterator]();
  const { head, taken } = await takeHead(chunks);
  try {
    return { ...judged(head, options), input: following(taken, chunks) };
  } catch (error) {
    await chunks.return?.();
    throw error;
  }
}

/**
 * What the beginning of a CSV says of its columns, without reading on.
 *
 * @param head at most 256 KB of it are looked at
 * @returns undefined where there is nothing at all
 * @throws SpillwayError as `csvLayout` does
 * @example
 * const columns = columnsOfHead({ bytes: await file.read(65_536), isWhole: false }, { delimiter: "auto" });
 * columns?.columns.map(({ name }) => name); // ["id", "name"]
 */
export function columnsOfHead(head: InputHead, options: JudgementOptions): CsvColumns | undefined {
  checkDialect(wishOf(options));
  const found = judged(head, options);
  const rows = headRows(headAfter(head, found.skipLines), found.dialect, found, 1);
  // A header that is longer than the head is shown as far as it goes.
  const isCut = rows.header === undefined && found.hasHeader && !head.isWhole;
  if (isCut) return columnsOfHead({ ...head, isWhole: true }, options);
  const { header } = rows;
  if (header === undefined && rows.records.length === 0) return undefined;
  return columnsFrom(header, found, options);
}

/** The columns of an input, from its header and what was found before. */
export function columnsFrom(
  header: HeadRows["header"],
  { dialect, inferred, names }: CsvJudgement,
  { types = {}, inferred: before }: JudgementOptions,
): CsvColumns {
  const columns = csvColumns(header, { names, types, inferred, before: before?.types });
  const sampled = before?.sampled ?? inferred?.records ?? 0;
  return {
    delimiter: dialect.delimiter,
    ...(dialect.escape && { escape: dialect.escape }),
    ...{ columns, sampled },
  };
}

function wishOf({ delimiter = ",", ...options }: JudgementOptions) {
  return { delimiter, escape: options.escape ?? "none" };
}

function judged(whole: InputHead, options: JudgementOptions): CsvJudgement {
  const { infer = false, hasHeader = true, names, skipLines = 0 } = options;
  const head = headAfter(whole, skipLines);
  const reading = { hasHeader, names };
  const wish = wishOf(options);
  const dialect = dialectAsSet(wish) ?? foundDialect(head, wish, reading);
  if (!hasHeader) assertNamesFit(headRows(head, dialect, reading, 1), names);
  const inferred = infer ? inferredTypes(head, dialect, reading) : undefined;
  return { dialect, inferred, skipLines, ...reading };
}

/** Without a header the first record says how many columns there are. */
function assertNamesFit(
  { records: [first] }: HeadRows,
  names: readonly string[] | undefined,
): void {
  if (first === undefined) return;
  const fields = first.ok ? first.fields.map((field) => field ?? "") : undefined;
  const shown = fields ? fields.map((field) => JSON.stringify(field)).join(", ") : first.raw;
  if (names === undefined) {
    throw recordsError(
      "CSV_NAMES_NOT_GIVEN",
      `expected names for the columns, as there is no header; came none. The first record is ${shown}`,
      { hint: "Name each column.", details: { fields: fields ?? [] } },
    );
  }
  if (fields === undefined || fields.length === names.length) return;
  throw recordsError(
    "CSV_NAMES_INVALID",
    `expected as many names as the first record has fields, ${fields.length}; came ${names.length}. It is ${shown}`,
    { hint: "An empty name leaves a column out.", details: { names, fields } },
  );
}
