import { lineBlocks } from "../lines/text-lines.ts";
import { WHOLE } from "../ranges/byte-range.ts";
import { columnsFrom, type JudgementOptions, judgedInput } from "./csv-judgement.ts";
import { type CsvColumns, type CsvOptions, MAX_RECORD_BYTES } from "./csv-options.ts";
import { linesAfter } from "./csv-preamble.ts";
import { CsvReader } from "./csv-reader.ts";
import type { CsvRow } from "./csv-row.ts";
import { rowBlocks } from "./csv-rows.ts";

/** What a CSV turned out to be, and where its records begin: all that the reader of a range needs. */
export interface CsvLayout extends CsvColumns {
  /** The byte of the first record, or of the end where there is none. */
  readonly recordsBegin: number;
}

/**
 * Reads the beginning of a CSV: its columns, and where its records begin. Ranges of it can then be read
 * without its header.
 *
 * @param input from its beginning; a little more than the header is read of it, or 256 KB where the
 * delimiter or types are to be found
 * @returns undefined where there is nothing at all
 * @throws SpillwayError `CSV_HEADER_INVALID`, `CSV_COLUMN_UNKNOWN`, `CSV_DELIMITER_INVALID`,
 * `CSV_ESCAPE_INVALID`, `CSV_NAMES_INVALID`, `CSV_NAMES_NOT_GIVEN`
 * @example
 * const layout = await csvLayout(rangedBytes(object), { infer: true });
 * if (layout === undefined) return; // an empty file
 * layout; // { delimiter: ",", columns: [{ name: "id", … }], sampled: 1000, recordsBegin: 17 }
 * csvRecords(rangedBytes(object, { range }), { columns: layout, range });
 */
export async function csvLayout(
  input: AsyncIterable<Uint8Array | string>,
  options: JudgementOptions & Pick<CsvOptions, "maxRecordBytes"> = {},
): Promise<CsvLayout | undefined> {
  const { maxRecordBytes = MAX_RECORD_BYTES } = options;
  const judged = await judgedInput(input, options);
  const { dialect, hasHeader, skipLines } = judged;
  const reader = new CsvReader({ ...dialect, hasHeader, maxRecordBytes });
  const lines = linesAfter(lineBlocks(judged.input, maxRecordBytes), skipLines);
  const layout = (recordsBegin: number): CsvLayout => ({
    ...columnsFrom(header, judged, options),
    recordsBegin,
  });
  let header: CsvRow | undefined;
  let end = 0;
  for await (const { rows, next } of rowBlocks(reader, lines, WHOLE)) {
    if (hasHeader) header ??= rows.shift();
    const [first] = rows;
    if (first !== undefined && (header !== undefined || !hasHeader)) return layout(first.byte);
    end = next;
  }
  return header && layout(end);
}
