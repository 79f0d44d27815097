/** How the items of a table are written. */
export const EXPORT_FORMATS = ["dynamodb-json", "json-lines", "csv"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** How a file is compressed. */
export type Compression = "gzip" | "zstd" | "none";

/** What a file's name says of what is to be in it. */
export interface NamedFormat {
  /** Undefined where the name says none. */
  readonly format: ExportFormat | undefined;
  readonly compression: Compression;
  /** Between the cells of a CSV. */
  readonly delimiter: string;
}

/** Formats, archives and compressions that a name may ask for and that no export writes. */
const FOREIGN =
  /\.(?:parquet|avro|orc|arrow|feather|xlsx?|ods|ion|xml|ya?ml|html?|sqlite3?|db|sql|zip|tar|tgz|7z|bz2|xz|br|lz4|lzo|snappy)$/i;

const NAME = /\.(?:(json)|(jsonl|ndjson)|(csv)|(tsv|tab))$/i;

/**
 * Reads a file's name: `.json`, `.jsonl` or `.ndjson`, `.csv`, `.tsv`, each perhaps with `.gz` or `.zst`.
 *
 * @example
 * namedFormat("users.tsv.gz"); // → { format: "csv", compression: "gzip", delimiter: "\t" }
 */
export function namedFormat(file: string): NamedFormat {
  const compression = /\.gz$/i.test(file) ? "gzip" : /\.zst$/i.test(file) ? "zstd" : "none";
  const bare = file.replace(/\.(gz|zst)$/i, "");
  const [, json, lines, comma, tab] = NAME.exec(bare) ?? [];
  const csv = comma ?? tab;
  const format = json ? "dynamodb-json" : lines ? "json-lines" : csv ? "csv" : undefined;
  return { format, compression, delimiter: tab ? "\t" : "," };
}

/**
 * The part of a file's name that says a format which no export writes; undefined where it says none.
 *
 * @example
 * foreignFormat("users.parquet"); // → ".parquet"
 */
export function foreignFormat(file: string): string | undefined {
  const [ending] = FOREIGN.exec(file.replace(/\.(gz|zst)$/i, "")) ?? [];
  return ending;
}
