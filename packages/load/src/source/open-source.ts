import type { ExportInput, Input } from "../input/input.ts";
import { type Beginning, beginningOf } from "./beginning/beginning.ts";
import { sourceFormat, textOf } from "./beginning/source-format.ts";
import { type CsvNeeds, type CsvWishes, csvReading } from "./csv/find-csv-reading.ts";
import { layoutOf } from "./json/json-format.ts";
import { assertRecordsHaveKey } from "./key-check.ts";
import type { JsonSource, OneSource } from "./one-source.ts";
import { requestedTable, type TablesNamed } from "./requested-table.ts";
import type { SourceFormat } from "./source-formats.ts";
import { sourceNotes } from "./source-notes.ts";

export interface OpenSourceOptions extends CsvNeeds {
  /** What the person said; undefined to find it. */
  readonly format: SourceFormat | undefined;
  /** A label of the text's encoding. Default: UTF-8, or what a byte order mark says. */
  readonly encoding?: string | undefined;
  readonly csv: CsvWishes;
  /** The name or ARN of the table that is written to. */
  readonly table: string;
  /** The tables that the batch-write files of the load name, where there are several. */
  readonly allNamed?: TablesNamed | undefined;
  /** Called once the format is known: it throws where something that was wished does not go with it. */
  readonly onFormat?: (format: OneSource["format"]) => void;
}

/**
 * Looks at the beginning of an input and finds how to read it.
 *
 * @throws SpillwayError when it can't be read, is of none of the formats or in an encoding that was not
 * said (`SOURCE_NOT_UTF8`), or has not the table's key: `KEY_COLUMN_MISSING`, `KEY_ATTRIBUTE_MISSING`,
 * `TYPE_TAG_UNKNOWN`; `TABLE_NOT_IN_SOURCE`
 */
export async function openSource(
  input: Input | ExportInput,
  options: OpenSourceOptions,
): Promise<OneSource> {
  if ("folder" in input) {
    options.onFormat?.("export");
    return { input, format: "export" };
  }
  const beginning = await beginningOf(input, {
    encoding: options.encoding,
    hasFormat: options.format !== undefined,
  });
  const { head, encoding } = beginning;
  const format = options.format ?? sourceFormat(input.name, head).format;
  options.onFormat?.(format);
  const notes = sourceNotes(beginning, format, options.csv);
  const text = { input: beginning.input, ...(encoding && { encoding }) };
  if (format === "csv") {
    const start = { bytes: head, isWhole: beginning.isWhole };
    return { ...text, notes, format, csv: csvReading(start, options.csv, options) };
  }
  if (format === "rejects") return { ...text, notes, format };
  if (format === "json-lines" || format === "ion") {
    await assertRecordsHaveKey({ format }, head, options.needed);
    return { ...text, notes, format };
  }
  const { source, notes: more } = await jsonSource(format, beginning, options);
  await assertRecordsHaveKey(source, head, options.needed);
  return { ...text, ...source, notes: [...notes, ...more] };
}

/** Where the records are, in JSON that may be spread over lines. */
async function jsonSource(
  format: JsonSource["format"],
  beginning: Beginning,
  { table, allNamed }: Pick<OpenSourceOptions, "table" | "allNamed">,
): Promise<{ readonly source: JsonSource; readonly notes: readonly string[] }> {
  if (format === "batch-write") {
    const { notes, ...source } = await requestedTable(beginning, table, allNamed);
    return { source: { format, ...source }, notes };
  }
  const layout = layoutOf(textOf(beginning.head));
  const source: JsonSource =
    format === "json"
      ? { format, layout: layout ?? "values" }
      : { format, ...(layout && { layout }) };
  return { source, notes: [] };
}
