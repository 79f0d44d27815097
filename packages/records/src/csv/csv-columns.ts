import { recordsError } from "../records-error.ts";
import type { ColumnType } from "./column-types.ts";
import type { InferredTypes } from "./csv-inference.ts";
import type { CsvColumn } from "./csv-options.ts";
import type { CsvRow } from "./csv-row.ts";

/** All of a file whose lines end so would be taken for its header, and nothing for its records. */
const LONE_RETURN = /\r(?!\n)/;

/** What is said and found of columns. */
export interface ColumnFacts {
  /** The names of the columns in place of the header's. */
  readonly names: readonly string[] | undefined;
  readonly types: Readonly<Record<string, ColumnType>>;
  readonly inferred: InferredTypes | undefined;
  /** Types that were inferred from another file: they have more to say than this one's. */
  readonly before?: Readonly<Record<string, ColumnType>> | undefined;
}

/**
 * Makes the columns from the header, or from names in its place: their types as set, else as inferred,
 * else strings.
 *
 * @param header undefined where there is none; then there are names
 * @throws SpillwayError `CSV_HEADER_INVALID`; `CSV_NAMES_INVALID`; `CSV_COLUMN_UNKNOWN` for a type of no
 * column
 */
export function csvColumns(
  header: CsvRow | undefined,
  { names: given, types, inferred, before = {} }: ColumnFacts,
): readonly CsvColumn[] {
  const names = given === undefined ? namesOf(header) : namesAsGiven(given, header);
  const unknown = Object.keys(types).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const listed = names.map((name) => JSON.stringify(name)).join(", ");
    const came = JSON.stringify(unknown);
    const source = given === undefined ? "of the header, which are" : "that are named, which are";
    throw recordsError(
      "CSV_COLUMN_UNKNOWN",
      `expected types for columns ${source} ${listed}; came ${came}`,
      { hint: "Check the name, its capitals too, and the delimiter.", details: { columns: names } },
    );
  }
  return names.map((name, at) => {
    const set = Object.hasOwn(types, name) ? types[name] : undefined;
    const earlier = Object.hasOwn(before, name) ? before[name] : undefined;
    const found = set === undefined && name !== "" ? (earlier ?? inferred?.types[at]) : undefined;
    return { name, type: set ?? found ?? "string", inferred: found !== undefined };
  });
}

function namesOf(row: CsvRow | undefined): readonly string[] {
  if (row === undefined) return [];
  const names = row.ok ? row.fields.map((field) => field ?? "") : [];
  const problem = row.ok ? nameProblem(names) : row.reason.message;
  if (problem === undefined) return names;
  const isText = row.ok || row.reason.code !== "TEXT_NOT_UTF8";
  throw recordsError("CSV_HEADER_INVALID", `the header on line ${row.line}: ${problem}`, {
    hint: isText
      ? "The first line must name each column, each once."
      : "Convert the file to UTF-8 first, for example with iconv.",
    details: { line: row.line, raw: row.raw, names },
  });
}

/** The header is passed over, so all that counts is how many columns it has, where it can be read. */
function namesAsGiven(given: readonly string[], header: CsvRow | undefined): readonly string[] {
  const names = given.map((name) => (name.trim() === "" ? "" : name));
  const doubled = doubledName(names.filter((name) => name !== ""));
  if (doubled !== undefined) {
    throw recordsError(
      "CSV_NAMES_INVALID",
      `expected each name once; ${JSON.stringify(doubled)} came twice`,
      { hint: "An empty name leaves a column out.", details: { names, fields: [] } },
    );
  }
  if (!header?.ok || header.fields.length === names.length) return names;
  const fields = header.fields.map((field) => field ?? "");
  const shown = fields.map((field) => JSON.stringify(field)).join(", ");
  throw recordsError(
    "CSV_NAMES_INVALID",
    `expected as many names as the header has, ${fields.length}; came ${names.length}. It is ${shown}`,
    { hint: "An empty name leaves a column out.", details: { names, fields } },
  );
}

function nameProblem(names: readonly string[]): string | undefined {
  const empty = names.findIndex((name) => name.trim() === "");
  if (empty !== -1) return `expected a name for each column; column ${empty + 1} has none`;
  if (names.some((name) => LONE_RETURN.test(name))) {
    return "expected lines to end with LF or CRLF; they end with a carriage return alone";
  }
  const doubled = doubledName(names);
  return doubled && `expected each name once; ${JSON.stringify(doubled)} came twice`;
}

function doubledName(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) return name;
    seen.add(name);
  }
  return undefined;
}
