import { lineBlocks } from "../lines/text-lines.ts";
import type { SourceRecord } from "../source-record.ts";
import { csvColumns } from "./csv-columns.ts";
import { checkDelimiter, foundDelimiter } from "./csv-delimiter.ts";
import { takeHead } from "./csv-head.ts";
import { type InferredTypes, inferredTypes } from "./csv-inference.ts";
import type { CsvOptions } from "./csv-options.ts";
import { CsvReader, type CsvRow } from "./csv-reader.ts";
import { recordBuilder } from "./csv-record-builder.ts";

const MAX_RECORD_BYTES = 1_048_576;

/**
 * Reads CSV as RFC 4180 has it: a header, then one record a line or more where a quoted field holds
 * newlines; LF or CRLF; a byte order mark is passed over, and so are blank lines.
 *
 * A malformed line (a stray quote, too few fields, not a number where one should be, not UTF-8) is
 * yielded as such, with its text and the reason, and the rest goes on. Memory stays flat: at most
 * one chunk of the input and one record are held, and 256 KB where the delimiter or types are found.
 *
 * @param input chunks of bytes or text, for example a file's read stream
 * @throws SpillwayError `CSV_HEADER_INVALID` when the header is malformed or has an empty or doubled
 * name; `CSV_COLUMN_UNKNOWN` when `types` names a column that it lacks; `CSV_DELIMITER_INVALID`
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
  const { delimiter = ",", infer = false } = options;
  if (delimiter !== "auto") checkDelimiter(delimiter);
  if (delimiter !== "auto" && !infer) {
    yield* recordBlocks(input, delimiter, undefined, options);
    return;
  }
  const chunks = input[Symbol.asyncIterator]();
  try {
    const { head, taken } = await takeHead(chunks);
    const found = delimiter === "auto" ? foundDelimiter(head) : delimiter;
    const inferred = infer ? inferredTypes(head, found) : undefined;
    yield* recordBlocks(following(taken, chunks), found, inferred, options);
  } finally {
    await chunks.return?.();
  }
}

async function* recordBlocks(
  input: AsyncIterable<Uint8Array | string>,
  delimiter: string,
  inferred: InferredTypes | undefined,
  { types = {}, empty = "keep", from, maxRecordBytes = MAX_RECORD_BYTES, onColumns }: CsvOptions,
): AsyncGenerator<SourceRecord[], void, undefined> {
  const reader = new CsvReader({ delimiter, maxRecordBytes, first: from?.index ?? 0 });
  let recordOf: ReturnType<typeof recordBuilder> | undefined;
  for await (const rows of blocksOfRows(reader, lineBlocks(input, maxRecordBytes))) {
    if (recordOf === undefined) {
      const header = rows.shift();
      if (header === undefined) continue;
      const columns = csvColumns(header, types, inferred);
      onColumns?.({ delimiter, columns });
      recordOf = recordBuilder({ columns, empty, sampled: inferred?.records ?? 0 });
    }
    if (rows.length > 0) yield rows.map(recordOf);
  }
}

async function* blocksOfRows(
  reader: CsvReader,
  blocks: ReturnType<typeof lineBlocks>,
): AsyncGenerator<CsvRow[], void, undefined> {
  for await (const block of blocks) yield reader.rows(block, false);
  yield reader.rows([], true);
}

async function* following(
  taken: readonly Buffer[],
  rest: AsyncIterator<Uint8Array | string>,
): AsyncGenerator<Uint8Array | string, void, undefined> {
  yield* taken;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
