import { type ColumnType, isBoolean, isPlainNumber } from "./column-types.ts";
import type { CsvDialect } from "./csv-dialect.ts";
import { type HeadReading, headRows, type InputHead } from "./csv-head.ts";

const SAMPLED_RECORDS = 1_000;

/** What the first records say of the columns. */
export interface InferredTypes {
  /** In the header's order. */
  readonly types: readonly ColumnType[];
  /** How many records that rests on: the well-formed ones among the first. */
  readonly records: number;
}

/**
 * Finds the types of columns by their first values. A column is of numbers when every value that is
 * not empty is a plain decimal: one whose text has nothing that a number loses, as the zero of `007`,
 * the plus of `+49` or the exponent of `12e4`. One without any value holds strings.
 */
export function inferredTypes(
  head: InputHead,
  dialect: CsvDialect,
  reading: HeadReading,
): InferredTypes {
  const { width, records: rows } = headRows(head, dialect, reading, SAMPLED_RECORDS);
  const records = rows.flatMap((row) =>
    row.ok && row.fields.length === width ? [row.fields] : [],
  );
  const types = Array.from({ length: width }, (_, at) =>
    typeOf(records.map((fields) => fields[at] ?? "")),
  );
  return { types, records: records.length };
}

function typeOf(column: readonly string[]): ColumnType {
  const values = column.map((text) => text.trim()).filter((text) => text !== "");
  if (values.length === 0) return "string";
  if (values.every(isPlainNumber)) return "number";
  return values.every(isBoolean) ? "boolean" : "string";
}
