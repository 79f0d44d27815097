import type { ExportRecord, SourceRecord } from "@spillway/records";
import type { SourceCursor } from "./source-cursor.ts";

/** Records that follow each other, as they were read. */
export type RecordBlock = (
  | { readonly kind: "records"; readonly records: readonly SourceRecord[] }
  /** What is complete: items, and keys to delete. */
  | { readonly kind: "items"; readonly records: readonly ExportRecord[] }
  /** Lines of a reject file. */
  | { readonly kind: "rejects"; readonly records: readonly SourceRecord[] }
) & {
  /**
   * Where a later run begins that wants what follows this block. Of a source that has cursors every
   * block has one; of others a record's number, or its byte, says it.
   */
  readonly cursor?: SourceCursor;
};
