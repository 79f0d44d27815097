import type { Reason } from "@spillway/errors";
import type { PlainValue } from "@spillway/item";
import type { PositionAt } from "../ranges/byte-range.ts";
import { recordsReason } from "../records-error.ts";
import { malformedRecord, type SourceRecord } from "../source-record.ts";
import { isUnfit, typedValue, type Unfit } from "./column-types.ts";
import type { CsvColumn, EmptyCells } from "./csv-options.ts";
import type { CsvRow } from "./csv-row.ts";

/** How the rows of one CSV become records. */
export interface RecordShape {
  readonly columns: readonly CsvColumn[];
  readonly empty: EmptyCells;
  /** Names of columns that hold no NULL: what would be one is left out. */
  readonly notNull: ReadonlySet<string>;
  /** How many records the inferred types rest on. */
  readonly sampled: number;
  readonly positionAt: PositionAt;
  /** Whether the columns are as many as a header has, for what is said of a record that differs. */
  readonly hasHeader: boolean;
}

/** Gives the function that makes a record of a row: all that the columns decide is decided once. */
export function recordBuilder(shape: RecordShape) {
  const { columns, empty, notNull, positionAt } = shape;
  const assign = columns.some(({ name }) => name === "__proto__") ? define : set;
  const omitsEmpty = empty !== "keep";
  /** What NULL is, by column; undefined where it is left out. */
  const nulls = columns.map(({ name }) => (notNull.has(name) ? undefined : null));
  /** The same of an empty cell. */
  const nothing = empty === "null" ? nulls : columns.map(() => undefined);
  const kept = columns.map((column) => (column.name === "" ? undefined : column));
  const many = shape.hasHeader ? ", as in the header" : ", one for each column";

  const malformed = ({ index, line, byte, raw }: CsvRow, reason: Reason) =>
    malformedRecord(reason, positionAt(index, line, byte), raw);

  const unfit = ({ name, type, inferred }: CsvColumn, error: Unfit): Reason => {
    const why = inferred
      ? `; the type ${type} was inferred from the first ${shape.sampled} records: set the column's type to string`
      : "";
    const message = `column ${JSON.stringify(name)}: ${error.message}${why}`;
    return { code: error.code, message };
  };

  return (row: CsvRow): SourceRecord => {
    if (!row.ok) return malformed(row, row.reason);
    const { fields } = row;
    if (fields.length !== columns.length) {
      const message = `expected ${columns.length} fields${many}; came ${fields.length}`;
      return malformed(row, recordsReason("CSV_FIELD_COUNT", message));
    }
    const record: Record<string, PlainValue> = {};
    for (let at = 0; at < columns.length; at += 1) {
      const column = kept[at];
      const text = fields[at];
      if (column === undefined || text === undefined) continue;
      if (text === null || (omitsEmpty && text === "")) {
        const none = text === null ? nulls[at] : nothing[at];
        if (none !== undefined) assign(record, column.name, none);
        continue;
      }
      const value = typedValue(text, column) ?? nothing[at];
      if (value === undefined) continue;
      if (isUnfit(value)) return malformed(row, unfit(column, value));
      assign(record, column.name, value);
    }
    return { ok: true, record, position: positionAt(row.index, row.line, row.byte) };
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
