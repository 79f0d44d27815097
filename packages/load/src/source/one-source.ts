import type { CsvLayout, JsonLayout } from "@spillway/records";
import type { ExportInput, Input } from "../input/input.ts";
import type { CsvReading } from "./csv/csv-reading.ts";
import type { SourceFormat } from "./source-formats.ts";

/** An input of text. */
interface TextSource {
  readonly input: Input;
  /** What its text is in; undefined for UTF-8. Such a source is read from its beginning only. */
  readonly encoding?: string;
  /** What a person should know of it before it is read. */
  readonly notes?: readonly string[];
}

/** JSON that may be spread over lines: where its records are. */
export type JsonSource =
  | { readonly format: "json"; readonly layout: JsonLayout }
  /** Without a layout each line is an item. */
  | { readonly format: "dynamodb-json"; readonly layout?: JsonLayout }
  /** Requests are read of the table that the file calls so; those of the others are passed over. */
  | {
      readonly format: "batch-write";
      readonly requestsOf: string;
      readonly others: readonly string[];
    };

/** An input whose format is known. */
export type OneSource =
  | (TextSource & {
      readonly format: "csv";
      readonly csv: CsvReading;
      /** Its columns, where they were found before; a range needs them. */
      readonly layout?: CsvLayout;
    })
  | (TextSource & { readonly format: Exclude<SourceFormat, JsonSource["format"] | "csv"> })
  | (TextSource & JsonSource)
  | { readonly input: ExportInput; readonly format: "export" };
