import { exportError } from "@spillway/table-export";
import {
  type Compression,
  type ExportFormat,
  foreignFormat,
  namedFormat,
} from "@spillway/table-export/export-format";
import type { ScanOptions } from "../table-scan/scan-options.ts";

/** What a person asks of `spillway export`. */
export interface ExportWishes extends ScanOptions {
  readonly table: string;
  /** A file, or - for standard output. */
  readonly file: string;
  /** Undefined: by the file's name. */
  readonly format?: ExportFormat;
  readonly delimiter?: string;
  readonly columns?: readonly string[];
  readonly resume: boolean;
  readonly force: boolean;
}

/** How a file is written. */
export interface WrittenAs {
  readonly format: ExportFormat;
  readonly compression: Compression;
  readonly delimiter: string;
}

/**
 * What the options and the file's name come to.
 *
 * @throws SpillwayError `EXPORT_FORMAT_FOREIGN` for a name such as `users.parquet`, unless a format is given
 */
export function writtenAs({ file, format, delimiter }: ExportWishes): WrittenAs {
  const named = namedFormat(file);
  const foreign = foreignFormat(file);
  if (format === undefined && foreign !== undefined) {
    throw exportError(
      "EXPORT_FORMAT_FOREIGN",
      `expected a name that ends in .json, .jsonl, .csv or .tsv, or in .gz or .zst after it; came ${file}: ${foreign} is not written`,
      {
        hint: "Name one of those, and convert the file. --format names what is in it, whatever it is called.",
      },
    );
  }
  return {
    format: format ?? named.format ?? "dynamodb-json",
    compression: named.compression,
    delimiter: delimiter ?? named.delimiter,
  };
}
