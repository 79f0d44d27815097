import {
  type Compression,
  type ExportFormat,
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

/** What the options and the file's name come to. */
export function writtenAs({ file, format, delimiter }: ExportWishes): WrittenAs {
  const named = namedFormat(file);
  return {
    format: format ?? named.format ?? "dynamodb-json",
    compression: named.compression,
    delimiter: delimiter ?? named.delimiter,
  };
}
