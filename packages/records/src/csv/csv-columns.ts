import { recordsError } from "../records-error.ts";
import type { ColumnType } from "./column-types.ts";
import type { InferredTypes } from "./csv-inference.ts";
import type { CsvColumn } from "./csv-options.ts";
import type { CsvRow } from "./csv-reader.ts";

/** All of a file whose lines end so would be taken for its header, and nothing for its records. */
const LONE_RETURN = /\r(?!\n)/;

/**
 * Makes the columns from the header: their types as set, else as inferred, else strings.
 *
 * @param before types that were inferred from another file: they have more to say than this one's
 * @throws SpillwayError `CSV_HEADER_INVALID`; `CSV_COLUMN_UNKNOWN` for a type of no column
 */
export function csvColumns(
  header: CsvRow,
  types: Readonly<Record<string, ColumnType>>,
  inferred?: InferredTypes,
  before: Readonly<Record<string, ColumnType>> = {},
): readonly CsvColumn[] {
  const names = namesOf(header);
  const unknown = Object.keys(types).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const listed = names.map((name) => JSON.stringify(name)).join(", ");
    const came = JSON.stringify(unknown);
    throw recordsError(
      "CSV_COLUMN_UNKNOWN",
      `expected types for columns of the header, which are ${listed}; came ${came}`,
      { hint: "Check the name, its capitals too, and the delimiter.", details: { columns: names } },
    );
  }
  return names.map((name, at) => {
    const set = Object.hasOwn(types, name) ? types[name] : undefined;
    const earlier = Object.hasOwn(before, name) ? before[name] : undefined;
    const found = set === undefined ? (earlier ?? inferred?.types[at]) : undefined;
    return { name, type: set ?? found ?? "string", inferred: found !== undefined };
  });
}

function namesOf(row: CsvRow): readonly string[] {
  const problem = row.ok ? nameProblem(row.fields) : row.reason.message;
  if (row.ok && problem === undefined) return row.fields;
  const isText = row.ok || row.reason.code !== "TEXT_NOT_UTF8";
  throw recordsError("CSV_HEADER_INVALID", `the header on line ${row.line}: ${problem}`, {
    hint: isText
      ? "The first line must name each column, each once."
      : "Convert the file to UTF-8 first, for example with iconv.",
    details: { line: row.line, raw: row.raw },
  });
}

function nameProblem(names: readonly string[]): string | undefined {
  const empty = names.findIndex((name) => name.trim() === "");
  if (empty !== -1) return `expected a name for each column; column ${empty + 1} has none`;
  if (names.some((name) => LONE_RETURN.test(name))) {
    return "expected lines to end with LF or CRLF; they end with a carriage return alone";
  }
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) return `expected each name once; ${JSON.stringify(name)} came twice`;
    seen.add(name);
  }
  return undefined;
}
