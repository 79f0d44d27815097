import { type AttributeMap, type AttributeValue, attributeOf } from "@spillway/item";
import type { RemarkTally } from "../remarks/remarks.ts";
import { type CellText, cellText, quoted } from "./csv-cells.ts";
import type { ColumnKinds } from "./csv-kinds.ts";
import type { ItemText } from "./item-text.ts";
import { plainJson } from "./plain-json.ts";

export interface CsvTextOptions {
  /** Names of the attributes, in the order of the columns. */
  readonly columns: readonly string[];
  /** One character between the cells. */
  readonly delimiter: string;
  readonly tally: RemarkTally;
  /** Told of the kind of each value, so that the types of columns are known afterwards. */
  readonly kinds: ColumnKinds;
}

/**
 * Items as the rows of a CSV with a header. Text as it is, numbers with every digit, `true` and `false`;
 * lists, maps and sets as JSON; binary as base64. A null and an attribute that an item lacks are an
 * empty cell, an empty text is one in quotes. What a reader can't tell from something else goes into
 * the tally.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function csvText({ columns, delimiter, tally, kinds }: CsvTextOptions): ItemText {
  const cell = cellText(delimiter);
  const known = new Set(columns);
  const cellOf = (item: AttributeMap, name: string): string => {
    const value = attributeOf(item, name);
    if (value === undefined) return "";
    return valueText(value, cell, { name, tally, kinds });
  };
  return {
    head: columns.length === 0 ? "" : rowOf(columns.map((name) => headerCell(name, cell))),
    textOf(item) {
      for (const name of Object.keys(item)) if (!known.has(name)) tally.add("left-out", name);
      return rowOf(columns.map((name) => cellOf(item, name)));
    },
  };

  /** A lone empty cell would be a blank line, which is no row. */
  function rowOf(cells: readonly string[]): string {
    const row = cells.join(delimiter);
    return row === "" && cells.length === 1 ? '""\n' : `${row}\n`;
  }
}

/** `sep=;` as a first line is an order to Excel, and to `load`. */
function headerCell(name: string, cell: CellText): string {
  return /^sep=/i.test(name) ? quoted(name) : cell(name);
}

/** What a spreadsheet takes for a formula, or for the start of one once it has trimmed it. */
const FORMULA = /^[=+\-@\t\r]/;

function valueText(
  value: AttributeValue,
  cell: CellText,
  { name, tally, kinds }: { name: string; tally: RemarkTally; kinds: ColumnKinds },
): string {
  if ("S" in value) {
    kinds.add(name, "text");
    if (value.S === "") tally.add("empty", name);
    else if (FORMULA.test(value.S)) tally.add("formula", name);
    if (value.S.includes("\0")) tally.add("nul", name);
    return cell(value.S);
  }
  if ("N" in value) {
    kinds.add(name, "number");
    return cell(value.N);
  }
  if ("BOOL" in value) {
    kinds.add(name, "boolean");
    return cell(value.BOOL ? "true" : "false");
  }
  if ("NULL" in value) {
    tally.add("null", name);
    return "";
  }
  kinds.add(name, "text");
  if ("B" in value) {
    tally.add("binary", name);
    return cell(value.B);
  }
  tally.add("nested", name);
  return cell(plainJson(value, { set: false, binary: false }));
}
