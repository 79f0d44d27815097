import type { ExportRecord, SourceRecord } from "@spillway/records";
import type { SourceEntry } from "@spillway/table-writer";

/** What is written of a record that was read. */
export interface EntryShapes {
  readonly shape: (record: SourceRecord) => SourceEntry;
  /** The same for what is complete: an item, or a key to delete. */
  readonly shapeItem: (item: ExportRecord) => SourceEntry;
  /** The same for a line of a reject file. */
  readonly shapeReject: (line: SourceRecord) => SourceEntry;
}
