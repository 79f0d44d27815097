import { CsvError, parse } from "csv-parse/sync";
import { simulatorError } from "../simulator-error.ts";

/** One row of a pattern file. A count is undefined where the file has no such column. */
export interface PatternRow {
  readonly line: number;
  readonly ms: number;
  readonly writes: number | undefined;
  readonly units: number | undefined;
  readonly reads: number | undefined;
  readonly readUnits: number | undefined;
  readonly throttled: number | undefined;
  /** In the order of the file's columns. */
  readonly indexUnits: readonly number[];
}

export interface PatternRows {
  readonly rows: readonly PatternRow[];
  /** Names of the indexes that have a column. */
  readonly indexes: readonly string[];
}

/** How the column of an index begins. */
const INDEX_COLUMN = "units:";

/**
 * The rows of a pattern file, each by itself.
 *
 * @throws PATTERN_INVALID with the line
 */
export function patternRows(text: string, name: string): PatternRows {
  const rows: PatternRow[] = [];
  let columns: Columns | undefined;
  const read = (cells: readonly string[], { lines: line }: { readonly lines: number }) => {
    if (columns === undefined) columns = columnsOf(cells, name);
    else rows.push(rowOf(cells, columns, { name, line }));
    return null;
  };
  try {
    parse(text, { bom: true, trim: true, skip_empty_lines: true, on_record: read });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw invalid({ name, line: Number(error.lines ?? 1) }, `a CSV; came ${error.message}`);
  }
  if (columns === undefined) {
    throw invalid(
      { name, line: 1 },
      "a header with the columns time and writes; came an empty file",
    );
  }
  return { rows, indexes: columns.indexes.map(([index]) => index) };
}

interface Columns {
  /** Places of the columns by name; -1 where there is none. */
  readonly time: number;
  readonly writes: number;
  readonly units: number;
  readonly reads: number;
  readonly readUnits: number;
  readonly throttled: number;
  readonly indexes: readonly (readonly [index: string, place: number])[];
}

function columnsOf(header: readonly string[], name: string): Columns {
  const names = header.map((cell) => {
    const column = cell.toLowerCase();
    return column.startsWith(INDEX_COLUMN)
      ? `${INDEX_COLUMN}${cell.slice(INDEX_COLUMN.length)}`
      : column;
  });
  const twice = names.find((column, place) => isRead(column) && names.indexOf(column) !== place);
  if (twice !== undefined) {
    throw invalid({ name, line: 1 }, `each column once; came ${twice} twice`);
  }
  const placeOf = (column: string) => names.indexOf(column);
  const [time, writes, units] = [placeOf("time"), placeOf("writes"), placeOf("units")] as const;
  if (time < 0 || (writes < 0 && units < 0)) {
    throw invalid({ name, line: 1 }, "a header with the columns time, and writes or units");
  }
  return {
    ...{ time, writes, units },
    reads: placeOf("reads"),
    readUnits: placeOf("read_units"),
    throttled: placeOf("throttled"),
    indexes: header.flatMap((cell, place) =>
      names[place]?.startsWith(INDEX_COLUMN) ? [[cell.slice(INDEX_COLUMN.length), place]] : [],
    ),
  };
}

const COLUMNS = ["time", "writes", "units", "reads", "read_units", "throttled"];

function isRead(column: string): boolean {
  return COLUMNS.includes(column) || column.startsWith(INDEX_COLUMN);
}

interface Place {
  readonly name: string;
  readonly line: number;
}

function rowOf(cells: readonly string[], columns: Columns, place: Place): PatternRow {
  const count = (column: number) => (column < 0 ? undefined : countOf(cells[column] ?? "", place));
  return {
    line: place.line,
    ms: msOf(cells[columns.time] ?? "", place),
    writes: count(columns.writes),
    units: count(columns.units),
    reads: count(columns.reads),
    readUnits: count(columns.readUnits),
    throttled: count(columns.throttled),
    indexUnits: columns.indexes.map(([, column]) => countOf(cells[column] ?? "", place)),
  };
}

function countOf(cell: string, place: Place): number {
  const count = cell === "" ? Number.NaN : Number(cell);
  if (count >= 0 && Number.isFinite(count)) return count;
  throw invalid(place, `a count of 0 or more; came ${JSON.stringify(cell)}`);
}

/** Before the year 2286 seconds have ten digits and milliseconds thirteen. */
const LEAST_MS = 1e11;
/** Milliseconds from 1970 to the last day that a Date has, in the year 275760. */
const MOST_MS = 8.64e15;

function msOf(cell: string, place: Place): number {
  const number = Number(cell);
  const ms = Number.isNaN(number) ? Date.parse(cell) : number < LEAST_MS ? number * 1_000 : number;
  if (cell !== "" && Math.abs(ms) <= MOST_MS) return ms;
  throw invalid(place, `a time; came ${JSON.stringify(cell)}`);
}

/** An error of a pattern file. */
export function invalid({ name, line }: Place, expected: string) {
  return simulatorError("PATTERN_INVALID", `${name}, line ${line}: expected ${expected}`, {
    details: { line },
    hint: "A pattern is a CSV with a header: time, and writes or units; reads where there are any.",
  });
}
