import type { Remark } from "../remarks/remarks.ts";

/** What became of an export, its earlier runs included. */
export interface ExportReport {
  /** Whether all of the table was read and the file is whole. */
  readonly complete: boolean;
  /** Items that were written. */
  readonly items: number;
  /** Items that were read, those that the filter left out included. */
  readonly scanned: number;
  /** Length of the file, or of what there is of it. */
  readonly bytes: number;
  readonly readUnits: number;
  readonly durationMs: number;
  /** Over this run alone. */
  readonly itemsPerSecond: number;
  /** Items that earlier runs had written; null where this one began at the beginning. */
  readonly resumedAt: number | null;
  /** Where it goes on; null where it is complete, or nothing is kept. */
  readonly checkpoint: string | null;
  /** What can't be told from something else afterwards, or is not in the file. Of a complete export. */
  readonly remarks: readonly Remark[];
  /** The columns of a complete CSV, in their order. */
  readonly columns: readonly string[] | null;
  /** What `load --types` takes to read a complete CSV back. */
  readonly types: string | null;
}
