import type { ColumnTexts } from "@spillway/records";
import type { SourceEntry } from "@spillway/table-writer";
import { rejectedRecord } from "../rejects/rejected-record.ts";
import type { EntryShapes } from "../source/entry-shapes.ts";
import type { NumberKeysSeen } from "./number-keys.ts";
import { type RecordShape, shapeItem, shapeRecord } from "./shape-record.ts";

/** What is written of a source's records, and how the numbers of their keys are looked at by the way. */
export interface SeenShapes extends EntryShapes {
  /** What a CSV has to tell, since its values are numbers that don't know how they were written. */
  readonly texts?: ColumnTexts;
}

/** @param tellsTexts whether the source is one that tells the texts of its columns: a CSV, or files that may be */
export function seenShapes(
  shape: RecordShape,
  seen: NumberKeysSeen,
  { tellsTexts }: { readonly tellsTexts: boolean },
): SeenShapes {
  const shapes: EntryShapes = {
    shape: (record) => shapeRecord(record, shape),
    shapeItem: (item) => shapeItem(item, shape),
    shapeReject: (line) => rejectedRecord(line, shape),
  };
  if (seen.names.length === 0) return shapes;
  const { keys, partitionKey, sortKey } = shape;
  const isMade = (name: string) =>
    (partitionKey && name === keys.partitionKey.name) || (sortKey && name === keys.sortKey?.name);
  const columns = tellsTexts ? seen.names.filter((name) => !isMade(name)) : [];
  const others = seen.names.filter((name) => !columns.includes(name));
  const texts: ColumnTexts = {
    columns,
    onText: (column, text, position) => seen.see(column, text, position),
  };
  const looked =
    <T>(shapeOf: (read: T) => SourceEntry, names: readonly string[]) =>
    (read: T) => {
      const entry = shapeOf(read);
      seen.seeEntry(entry, names);
      return entry;
    };
  return {
    shape: others.length > 0 ? looked(shapes.shape, others) : shapes.shape,
    shapeItem: looked(shapes.shapeItem, seen.names),
    shapeReject: looked(shapes.shapeReject, seen.names),
    ...(columns.length > 0 && { texts }),
  };
}
