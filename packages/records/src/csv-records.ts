import { SpillwayError } from "@spillway/errors";
import type { PlainValue } from "@spillway/item";
import { type ColumnType, typedValue } from "./column-types.ts";
import { CsvReader, type CsvRow } from "./csv-reader.ts";
import type { SourceRecord } from "./source-record.ts";
import { lineBlocks } from "./text-lines.ts";

/** How a CSV is written, and what its columns hold. */
export interface CsvOptions {
  /** One character between fields. Default `,`. */
  readonly delimiter?: string;
  /** The type of a column by its name. Default: every column is a string. */
  readonly types?: Readonly<Record<string, ColumnType>>;
  /** The longest record in bytes, its quotes and newlines included. Default 1,048,576. */
  readonly maxRecordBytes?: number;
}

const MAX_RECORD_BYTES = 1_048_576;

/**
 * Reads CSV as RFC 4180 has it: a header, then one record a line or more where a quoted field holds
 * newlines; LF or CRLF; a byte order mark is passed over, and so are blank lines.
 *
 * A malformed line (a stray quote, too few fields, not a number where one should be, not UTF-8) is
 * yielded as such, with its text and the reason, and the rest goes on. Memory stays flat: at most
 * one chunk of the input and one record are held.
 *
 * @param input chunks of bytes or text, for example a file's read stream
 * @throws SpillwayError `CSV_HEADER_INVALID` when the header is malformed or has an empty or doubled
 * name; `CSV_DELIMITER_INVALID`
 * @see https://www.rfc-editor.org/rfc/rfc4180
 * @example
 * for await (const source of csvRecords(createReadStream("users.csv"))) {
 *   if (source.ok) source.record; // { id: "7", name: "Zoë" }
 *   else source.reason; // { code: "CSV_FIELD_COUNT", message: "expected 2 fields …; came 3" }
 * }
 */
export async function* csvRecords(
  input: AsyncIterable<Uint8Array | string>,
  options: CsvOptions = {},
): AsyncGenerator<SourceRecord, void, undefined> {
  const { delimiter = ",", types = {}, maxRecordBytes = MAX_RECORD_BYTES } = options;
  if (delimiter.length !== 1 || delimiter === '"' || delimiter === "\n") {
    const came = JSON.stringify(delimiter);
    throw new SpillwayError("CSV_DELIMITER_INVALID", `expected one character; came ${came}`);
  }
  const reader = new CsvReader(delimiter, maxRecordBytes);
  let columns: readonly Column[] | undefined;
  let index = 0;
  for await (const rows of blocksOfRows(reader, lineBlocks(input, maxRecordBytes))) {
    for (const row of rows) {
      if (columns === undefined) {
        columns = columnsOf(row, types);
        continue;
      }
      yield recordOf(row, columns, index);
      index += 1;
    }
  }
}

async function* blocksOfRows(
  reader: CsvReader,
  blocks: ReturnType<typeof lineBlocks>,
): AsyncGenerator<Iterable<CsvRow>, void, undefined> {
  for await (const block of blocks) yield reader.rows(block, false);
  yield reader.rows([], true);
}

interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

function columnsOf(row: CsvRow, types: Readonly<Record<string, ColumnType>>): readonly Column[] {
  const problem = row.ok ? headerProblem(row.fields) : row.reason.message;
  if (!row.ok || problem !== undefined) {
    throw new SpillwayError("CSV_HEADER_INVALID", `the header on line ${row.line}: ${problem}`, {
      hint: "The first line must name each column, each once.",
      details: { line: row.line, raw: row.raw },
    });
  }
  return row.fields.map((name) => ({
    name,
    type: (Object.hasOwn(types, name) ? types[name] : undefined) ?? "string",
  }));
}

function headerProblem(names: readonly string[]): string | undefined {
  const empty = names.findIndex((name) => name.trim() === "");
  if (empty !== -1) return `expected a name for each column; column ${empty + 1} has none`;
  const doubled = names.find((name, at) => names.indexOf(name) !== at);
  if (doubled !== undefined)
    return `expected each name once; ${JSON.stringify(doubled)} came twice`;
  return undefined;
}

function recordOf(row: CsvRow, columns: readonly Column[], index: number): SourceRecord {
  const { line, raw } = row;
  const position = { line, index };
  if (!row.ok) return { ok: false, reason: row.reason, position, raw };
  const { fields } = row;
  if (fields.length !== columns.length) {
    const message = `expected ${columns.length} fields, as in the header; came ${fields.length}`;
    return { ok: false, reason: { code: "CSV_FIELD_COUNT", message }, position, raw };
  }
  const values: [string, PlainValue | undefined][] = [];
  for (const [at, { name, type }] of columns.entries()) {
    const value = typedValue(fields[at] ?? "", type);
    if (value instanceof SpillwayError) {
      const message = `column ${JSON.stringify(name)}: ${value.message}`;
      return { ok: false, reason: { code: value.code, message }, position, raw };
    }
    values.push([name, value]);
  }
  // Not by assignment: a column may be called `__proto__`.
  return { ok: true, record: Object.fromEntries(values), position };
}
