import type { CsvLayout } from "@spillway/records";
import type { ExportInput, Input } from "../input/input.ts";
import type { CsvReading } from "./csv-reading.ts";
import type { SourceFormat } from "./source-formats.ts";

/** An input whose format is known. */
export type Source =
  | {
      readonly input: Input;
      readonly format: "csv";
      readonly csv: CsvReading;
      /** Its columns, where they were found before; a range needs them. */
      readonly layout?: CsvLayout;
    }
  | { readonly input: Input; readonly format: Exclude<SourceFormat, "csv"> }
  | { readonly input: ExportInput; readonly format: "export" };
