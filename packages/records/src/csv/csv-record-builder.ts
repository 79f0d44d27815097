import { SpillwayError } from "@spillway/errors";
import type { PlainValue } from "@spillway/item";
import { type MalformedRecord, malformedRecord, type SourceRecord } from "../source-record.ts";
import { typedValue } from "./column-types.ts";
import type { CsvColumn } from "./csv-options.ts";
import type { CsvRow } from "./csv-reader.ts";

/** How the rows of one CSV become records. */
export interface RecordShape {
  readonly columns: readonly CsvColumn[];
  readonly empty: "keep" | "omit";
  /** How many records the inferred types rest on. */
  readonly sampled: number;
}

/** Gives the function that makes a record of a row: all that the columns decide is decided once. */
export function recordBuilder({ columns, empty, sampled }: RecordShape) {
  const assign = columns.some(({ name }) => name === "__proto__") ? define : set;
  const omitsEmpty = empty === "omit";

  return (row: CsvRow): SourceRecord => {
    if (!row.ok) return malformed(row, row.reason.code, row.reason.message);
    const { fields } = row;
    if (fields.length !== columns.length) {
      const message = `expected ${columns.length} fields, as in the header; came ${fields.length}`;
      return malformed(row, "CSV_FIELD_COUNT", message);
    }
    const record: Record<string, PlainValue> = {};
    for (let at = 0; at < columns.length; at += 1) {
      const column = columns[at];
      const text = fields[at];
      if (column === undefined || text === undefined) continue;
      if (omitsEmpty && text === "") continue;
      const value = typedValue(text, column);
      if (value === undefined) continue;
      if (value instanceof SpillwayError) return unfit(row, column, value, sampled);
      assign(record, column.name, value);
    }
    return { ok: true, record, position: { line: row.line, index: row.index } };
  };
}

type Assign = (record: Record<string, PlainValue>, name: string, value: PlainValue) => void;

const set: Assign = (record, name, value) => {
  record[name] = value;
};

/** `__proto__` can't be assigned to: that would set the record's prototype. */
const define: Assign = (record, name, value) => {
  Object.defineProperty(record, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
};

function unfit(
  row: CsvRow,
  { name, type, inferred }: CsvColumn,
  error: SpillwayError,
  sampled: number,
): MalformedRecord {
  const why = inferred
    ? `; the type ${type} was inferred from the first ${sampled} records: set the column's type to string`
    : "";
  return malformed(row, error.code, `column ${JSON.stringify(name)}: ${error.message}${why}`);
}

function malformed({ line, index, raw }: CsvRow, code: string, message: string): MalformedRecord {
  return malformedRecord({ code, message }, { line, index }, raw);
}
