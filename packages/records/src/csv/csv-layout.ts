import { lineBlocks } from "../lines/text-lines.ts";
import { WHOLE } from "../ranges/byte-range.ts";
import { csvColumns } from "./csv-columns.ts";
import { type CsvColumns, type CsvOptions, MAX_RECORD_BYTES } from "./csv-options.ts";
import { CsvReader, type CsvRow } from "./csv-reader.ts";
import { judgedInput, rowBlocks } from "./csv-rows.ts";

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
 * @throws SpillwayError `CSV_HEADER_INVALID`, `CSV_COLUMN_UNKNOWN`, `CSV_DELIMITER_INVALID`
 * @example
 * const layout = await csvLayout(rangedBytes(object), { infer: true });
 * if (layout === undefined) return; // an empty file
 * layout; // { delimiter: ",", columns: [{ name: "id", … }], sampled: 1000, recordsBegin: 17 }
 * csvRecords(rangedBytes(object, { range }), { columns: layout, range });
 */
export async function csvLayout(
  input: AsyncIterable<Uint8Array | string>,
  options: Pick<CsvOptions, "delimiter" | "types" | "infer" | "maxRecordBytes"> = {},
): Promise<CsvLayout | undefined> {
  const { types = {}, maxRecordBytes = MAX_RECORD_BYTES } = options;
  const { input: judged, delimiter, inferred } = await judgedInput(input, options);
  const reader = new CsvReader({ delimiter, maxRecordBytes });
  const lines = lineBlocks(judged, maxRecordBytes);
  const layout = (header: CsvRow, recordsBegin: number): CsvLayout => {
    const columns = csvColumns(header, types, inferred);
    return { delimiter, columns, sampled: inferred?.records ?? 0, recordsBegin };
  };
  let header: CsvRow | undefined;
  let end = 0;
  for await (const { rows, next } of rowBlocks(reader, lines, WHOLE)) {
    header ??= rows.shift();
    const [first] = rows;
    if (header !== undefined && first !== undefined) return layout(header, first.byte);
    end = next;
  }
  return header && layout(header, end);
}
