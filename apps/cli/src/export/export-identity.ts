import type { Target } from "@spillway/aws";
import type { ExportRequest } from "@spillway/table-export";
import type { ScanQuery } from "@spillway/table-scan";
import type { WrittenAs } from "./export-wishes.ts";
import type { SourceTable } from "./source-table.ts";

export interface ExportIdentityOptions {
  readonly query: ScanQuery;
  readonly written: WrittenAs;
  readonly columns: readonly string[] | undefined;
  readonly source: SourceTable;
  readonly target: Target;
}

/** What tells one export into a file from another: a checkpoint of one must not be gone on with by the other. */
export function exportIdentity(options: ExportIdentityOptions): ExportRequest["identity"] {
  const { query, written, columns, source, target } = options;
  const { table, index, filter, projection, names, values } = query;
  const { format, compression, delimiter } = written;
  const given = {
    table,
    // A table that was deleted and made again has the same name.
    tableId: source.id,
    at: target.endpoint ?? target.region,
    ...{ format, compression, index, filter, projection, names, values },
    ...(format === "csv" && { delimiter, columns }),
  };
  return JSON.parse(JSON.stringify(given));
}
