import { type CsvOptions, columnsOfHead, recordsError } from "@spillway/records";
import { loadError } from "../../errors.ts";
import { columnsOption } from "./columns-option.ts";

/** How a CSV was read that led to an error. */
export type CsvAsWritten = Pick<
  CsvOptions,
  "delimiter" | "escape" | "names" | "hasHeader" | "skipLines"
>;

/** Lines that a title, comments or a banner may have before the header, for a hint. */
const MOST_LINES_BEFORE = 20;
const NUMBER = /^[+-]?\d+([.,]\d+)?$/;

/**
 * The same error with the option that would help, ready to be copied, where that can be told from the
 * beginning of the CSV.
 *
 * @param head the decompressed beginning
 * @param needed names of the attributes that a record has to have for its key
 */
export function withCsvHint(
  error: unknown,
  head: Buffer,
  asWritten: CsvAsWritten,
  needed: readonly string[],
): unknown {
  if (recordsError.is(error, "CSV_HEADER_INVALID")) {
    const { names } = error.details;
    const hint =
      lineEndHint(names) ??
      skipHint(head, asWritten, needed) ??
      recordHint(names) ??
      namesHint(names) ??
      error.hint;
    return recordsError("CSV_HEADER_INVALID", error.message, {
      ...{ details: error.details, cause: error },
      ...(hint !== undefined && { hint }),
    });
  }
  if (recordsError.is(error, "CSV_NAMES_NOT_GIVEN")) {
    const { details, message } = error;
    const hint = `Name them in this order: --no-header ${numbered(details.fields.length)}`;
    return recordsError("CSV_NAMES_NOT_GIVEN", message, { hint, details, cause: error });
  }
  if (loadError.is(error, "KEY_COLUMN_MISSING") && asWritten.names === undefined) {
    const names = namesAfter(head, asWritten, 0) ?? [];
    const hint = skipHint(head, asWritten, needed) ?? recordHint(names);
    if (hint === undefined) return error;
    return loadError("KEY_COLUMN_MISSING", error.message, { hint, cause: error });
  }
  return error;
}

/** Says which lines are no part of the table, where one of the next ones has the key or looks like a header. */
function skipHint(
  head: Buffer,
  asWritten: CsvAsWritten,
  needed: readonly string[],
): string | undefined {
  if (asWritten.hasHeader === false || asWritten.names !== undefined) return undefined;
  const { skipLines = 0 } = asWritten;
  const numbers = Array.from({ length: MOST_LINES_BEFORE }, (_, at) => at + 1);
  const hasKey = (names: readonly string[] | undefined) =>
    needed.length > 0 && names !== undefined && needed.every((name) => names.includes(name));
  const ofKey = numbers.find((more) => hasKey(namesAfter(head, asWritten, more)));
  if (ofKey !== undefined) {
    return `Line ${skipLines + ofKey + 1} has the table's key: if the header begins there, --skip-lines ${skipLines + ofKey}`;
  }
  const before = linesBefore(head, skipLines);
  const after = numbers.find(
    (more) => more >= before.least && (namesAfter(head, asWritten, more)?.length ?? 0) > 1,
  );
  if (before.what === undefined || after === undefined) return undefined;
  const number = skipLines + after;
  const lines = number === 1 ? "the first line is" : `the first ${number} lines are`;
  return `If ${lines} ${before.what}: --skip-lines ${number}`;
}

/** What the first line looks like that is no header, and how many lines at least are so. */
function linesBefore(head: Buffer, skipLines: number) {
  const lines = head
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/, skipLines + MOST_LINES_BEFORE);
  const [first = "", ...others] = lines.slice(skipLines);
  if (first.startsWith("#")) {
    const next = others.findIndex((line) => !line.startsWith("#"));
    return { what: "comments", least: 1 + Math.max(0, next) };
  }
  // A title has one cell; a spreadsheet writes the empty ones beside it.
  const isTitle = /^[^,;\t|]+[,;\t|]*$/.test(first);
  return { what: isTitle ? "a title" : undefined, least: 1 };
}

/** The names of a header after so many lines more; undefined where there is none. */
function namesAfter(
  head: Buffer,
  { delimiter, skipLines = 0, ...asWritten }: CsvAsWritten,
  more: number,
): readonly string[] | undefined {
  try {
    const found = columnsOfHead(
      { bytes: head, isWhole: true },
      { ...asWritten, ...(delimiter && { delimiter }), skipLines: skipLines + more },
    );
    return found?.columns.map(({ name }) => name);
  } catch {
    return undefined;
  }
}

/** For a file of old Mac OS, which would be all header. */
function lineEndHint(names: readonly string[]): string | undefined {
  const isOneLine = names.some((name) => /\r(?!\n)/.test(name));
  return isOneLine ? "Convert the line ends: tr '\\r' '\\n' <FILE | spillway load -" : undefined;
}

/** For names that are numbers, which no header has. */
function recordHint(names: readonly string[]): string | undefined {
  const cells = names.filter((name) => name.trim() !== "");
  if (cells.length === 0 || !cells.every((name) => NUMBER.test(name.trim()))) return undefined;
  return `If the first line is a record already: --no-header ${numbered(names.length)}`;
}

/** For a header whose names are the only trouble: the same names, mended. */
function namesHint(names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const mended: string[] = [];
  for (const name of names) mended.push(name.trim() === "" ? "" : unlike(name, mended, names));
  const option = columnsOption(mended);
  return mended.includes("")
    ? `Name the columns; an empty name leaves its column out: ${option}`
    : `Name the columns: ${option}`;
}

/** The name, or with a number where an earlier column has it. */
function unlike(name: string, before: readonly string[], all: readonly string[]): string {
  if (!before.includes(name)) return name;
  let number = 2;
  while (before.includes(`${name}_${number}`) || all.includes(`${name}_${number}`)) number += 1;
  return `${name}_${number}`;
}

function numbered(count: number): string {
  return columnsOption(Array.from({ length: count }, (_, at) => `c${at + 1}`));
}
