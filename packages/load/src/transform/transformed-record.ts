import type { PlainRecord } from "@spillway/item";
import type { ExportRecord, SourceRecord } from "@spillway/records";
import type { SourceEntry } from "@spillway/table-writer";
import type { EntryShapes } from "../source/entry-shapes.ts";

/** What a transformed source gives: records, and what passed the transform by. */
export type TransformedRecord =
  | {
      readonly kind: "record";
      readonly record: SourceRecord;
      /** Whether its item is to be deleted, whatever the load does with others. */
      readonly deletes?: boolean;
      /** What the transform was given: kept in its reject line where a line can't hold what came out. */
      readonly origin?: PlainRecord;
    }
  /** A key to delete. */
  | { readonly kind: "item"; readonly record: ExportRecord }
  /** A line of a reject file whose record was transformed before. */
  | { readonly kind: "reject"; readonly record: SourceRecord };

/** What is written of it. */
export function shapeTransformed(one: TransformedRecord, shapes: EntryShapes): SourceEntry {
  if (one.kind === "item") return shapes.shapeItem(one.record);
  if (one.kind === "reject") return shapes.shapeReject(one.record);
  const { origin } = one;
  const shaped = shapes.shape(one.record);
  const entry = origin === undefined ? shaped : { ...shaped, origin };
  if (one.deletes !== true) return entry;
  if (!entry.ok) return { ...entry, ...{ deletes: true } };
  return "record" in entry
    ? { ok: true, delete: entry.record, position: entry.position, ...(origin && { origin }) }
    : entry;
}
