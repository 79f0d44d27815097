import type { Position } from "../position.ts";
import type { SourceRecord } from "../source-record.ts";
import type { CsvRow } from "./csv-row.ts";

/** Somebody who wants to know how the values of some columns were written. */
export interface ColumnTexts {
  /** Names of columns; those that are not there are passed over. */
  readonly columns: readonly string[];
  /** Called with a field's text as it stood in the source, for each record that could be read and has one. */
  readonly onText: (column: string, text: string, position: Position) => void;
}

type RecordOf = (row: CsvRow) => SourceRecord;

/** The same records, and the texts of some columns told by the way: a number does not know how it was written. */
export function tellingTexts(
  recordOf: RecordOf,
  columns: readonly { readonly name: string }[],
  { columns: wanted, onText }: ColumnTexts,
): RecordOf {
  const told = columns.flatMap(({ name }, at) => (wanted.includes(name) ? [{ name, at }] : []));
  if (told.length === 0) return recordOf;
  return (row) => {
    const source = recordOf(row);
    if (!row.ok || !source.ok) return source;
    for (const { name, at } of told) {
      const text = row.fields[at];
      if (text) onText(name, text, source.position);
    }
    return source;
  };
}
