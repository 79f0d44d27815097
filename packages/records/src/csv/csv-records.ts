import { lineBlocks } from "../lines/text-lines.ts";
import { checkRange, positionsOf, WHOLE } from "../ranges/byte-range.ts";
import { recordsError } from "../records-error.ts";
import type { SourceRecord } from "../source-record.ts";
import { tellingTexts } from "./column-texts.ts";
import { columnsFrom, type JudgedInput, judgedInput } from "./csv-judgement.ts";
import { type CsvColumns, type CsvOptions, MAX_RECORD_BYTES } from "./csv-options.ts";
import { linesAfter } from "./csv-preamble.ts";
import { CsvReader } from "./csv-reader.ts";
import { recordBuilder } from "./csv-record-builder.ts";
import { rowBlocks } from "./csv-rows.ts";

/**
 * Reads CSV as RFC 4180 has it: a header, then one record a line or more where a quoted field holds
 * newlines; LF or CRLF; a byte order mark is passed over, and so are blank lines. Options say where a
 * file differs: lines before the header, no header, names in place of it, an escape.
 *
 * A malformed line (a stray quote, too few fields, not a number where one should be, not UTF-8) is
 * yielded as such, with its text and the reason, and the rest goes on. Memory stays flat: at most
 * one chunk of the input and one record are held, and 256 KB where the delimiter or types are found.
 *
 * @param input chunks of bytes or text, for example a file's read stream
 * @throws SpillwayError `CSV_HEADER_INVALID` when the header is malformed or has an empty or doubled
 * name; `CSV_COLUMN_UNKNOWN` when `types` names a column that it lacks; `CSV_DELIMITER_INVALID`;
 * `CSV_ESCAPE_INVALID`; `CSV_NAMES_INVALID` when `names` do not fit, `CSV_NAMES_NOT_GIVEN` when there
 * are none and no header either; `CSV_COLUMNS_NOT_GIVEN` and `BYTE_RANGE_INVALID` for a range
 * @see https://www.rfc-editor.org/rfc/rfc4180
 * @example
 * for await (const source of csvRecords(createReadStream("users.csv"), { infer: true })) {
 *   if (source.ok) source.record; // { id: "007", name: "Zoë", age: 31 }
 *   else source.reason; // { code: "CSV_FIELD_COUNT", message: "expected 2 fields …; came 3" }
 * }
 */
export async function* csvRecords(
  input: AsyncIterable<Uint8Array | string>,
  options: CsvOptions = {},
): AsyncGenerator<SourceRecord, void, undefined> {
  for await (const block of csvRecordBlocks(input, options)) yield* block;
}

/**
 * Reads CSV as {@link csvRecords} does, as many records at a time as a chunk of the input holds: an
 * await for each record costs more than reading it.
 */
export async function* csvRecordBlocks(
  input: AsyncIterable<Uint8Array | string>,
  options: CsvOptions = {},
): AsyncGenerator<SourceRecord[], void, undefined> {
  const { columns, range = WHOLE } = options;
  checkRange(range);
  if (columns !== undefined) {
    const { delimiter } = columns;
    const known = { hasHeader: false, names: undefined, inferred: undefined, skipLines: 0 };
    yield* recordBlocks(
      { input, dialect: { delimiter, escape: columns.escape }, ...known },
      options,
    );
  } else if (range.begin === 0) {
    yield* recordBlocks(await judgedInput(input, options), options);
  } else {
    throw recordsError(
      "CSV_COLUMNS_NOT_GIVEN",
      `expected columns for a range that begins after the header, at byte ${range.begin}; came none`,
      { hint: "Read them first, by csvLayout.", details: { begin: range.begin } },
    );
  }
}

async function* recordBlocks(
  judged: JudgedInput,
  options: CsvOptions,
): AsyncGenerator<SourceRecord[], void, undefined> {
  const { dialect, hasHeader, skipLines } = judged;
  const { empty = "keep", from, onColumns, range = WHOLE } = options;
  const notNull = new Set(options.notNull);
  const { maxRecordBytes = MAX_RECORD_BYTES, columns: given, texts } = options;
  const first = from?.index ?? 0;
  const { firstIndex = 0, onReached } = options;
  // A range of a file with a header has none itself.
  const { hasHeader: isHeaded = true } = options;
  const reader = new CsvReader({ ...dialect, maxRecordBytes, first, hasHeader, firstIndex });
  const positionAt = positionsOf(range);
  const shape = { empty, notNull, positionAt, hasHeader: isHeaded };
  const builderFor = ({ columns, sampled = 0 }: CsvColumns) => {
    const recordOf = recordBuilder({ ...shape, columns, sampled });
    return texts === undefined ? recordOf : tellingTexts(recordOf, columns, texts);
  };
  let recordOf = given && builderFor(given);
  const lines = linesAfter(lineBlocks(judged.input, maxRecordBytes, range.begin), skipLines);
  for await (const { rows, next } of rowBlocks(reader, lines, range)) {
    if (recordOf === undefined) {
      const header = hasHeader ? rows.shift() : undefined;
      if (header === undefined && (hasHeader || judged.names === undefined)) continue;
      const found = columnsFrom(header, judged, options);
      onColumns?.(found);
      recordOf = builderFor(found);
    }
    onReached?.(next);
    if (rows.length > 0) yield rows.map(recordOf);
  }
}
