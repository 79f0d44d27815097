import type { CsvLayout } from "@spillway/records";
import type { ExportInput, Input } from "../input/input.ts";
import type { CsvReading } from "./csv-reading.ts";
import type { SourceFormat } from "./source-formats.ts";

/** An input of text. */
interface TextSource {
  readonly input: Input;
  /** What its text is in; undefined for UTF-8. Such a source is read from its beginning only. */
  readonly encoding?: string;
}

/** An input whose format is known. */
export type OneSource =
  | (TextSource & {
      readonly format: "csv";
      readonly csv: CsvReading;
      /** Its columns, where they were found before; a range needs them. */
      readonly layout?: CsvLayout;
    })
  | (TextSource & { readonly format: Exclude<SourceFormat, "csv"> })
  | { readonly input: ExportInput; readonly format: "export" };
