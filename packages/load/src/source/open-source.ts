import { decompressed, rangedBytes } from "@spillway/records";
import type { ExportInput, Input } from "../input/input.ts";
import { type CsvNeeds, type CsvWishes, csvReading } from "./csv-reading.ts";
import { headText } from "./head-text.ts";
import { assertRecordsHaveKey } from "./key-check.ts";
import type { OneSource } from "./one-source.ts";
import { peek } from "./peek.ts";
import { FORMAT_HEAD_BYTES, sourceFormat } from "./source-format.ts";
import type { SourceFormat } from "./source-formats.ts";

export interface OpenSourceOptions extends CsvNeeds {
  /** What the person said; undefined to find it. */
  readonly format: SourceFormat | undefined;
  /** A label of the text's encoding. Default: UTF-8, or what a byte order mark says. */
  readonly encoding?: string | undefined;
  readonly csv: CsvWishes;
}

/**
 * Looks at the beginning of an input and finds how to read it.
 *
 * @throws SpillwayError when it can't be read, is of none of the formats or in an encoding that was not
 * said (`SOURCE_NOT_UTF8`), or has not the table's key: `KEY_COLUMN_MISSING`, `KEY_ATTRIBUTE_MISSING`
 */
export async function openSource(
  input: Input | ExportInput,
  options: OpenSourceOptions,
): Promise<OneSource> {
  if ("folder" in input) return { input, format: "export" };
  const beginning = input.object
    ? rangedBytes(input.object, { partBytes: FORMAT_HEAD_BYTES })
    : input.read();
  const { head: bytes, all } = await peek(decompressed(beginning), FORMAT_HEAD_BYTES);
  // What can be read only once goes on from here.
  const isRereadable = input.identity !== undefined;
  if (isRereadable) await all[Symbol.asyncIterator]().return?.();
  const again = isRereadable ? input : { ...input, read: () => all };
  const { head, encoding } = headText(input.name, bytes, {
    encoding: options.encoding,
    hasFormat: options.format !== undefined,
  });
  const text = { input: again, ...(encoding && { encoding }) };
  const format = options.format ?? sourceFormat(input.name, head);
  if (format === "csv") {
    const start = { bytes: head, isWhole: bytes.length < FORMAT_HEAD_BYTES };
    return { ...text, format, csv: csvReading(start, options.csv, options) };
  }
  if (format !== "rejects") await assertRecordsHaveKey(format, head, options.needed);
  return { ...text, format };
}
