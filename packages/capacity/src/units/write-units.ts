import { type AttributeMap, attributeOf, itemSize, sameItem, sameValue } from "@spillway/item";
import { LOCAL_INDEX_ENTRY_BYTES, WRITE_UNIT_BYTES } from "../limits.ts";
import type { LocalIndexShape, TableShape } from "../table/table-shape.ts";
import { indexEntry, indexKeys } from "./index-entry.ts";

/** Write units on a table (with its local indexes) and on each of its global indexes that is written. */
export interface WriteUnits {
  readonly table: number;
  /** By the index's name; an index that is not written is not there. */
  readonly indexes: Readonly<Record<string, number>>;
}

/**
 * Write units of an item of so many bytes: one for each KB begun, at least one.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 * @example
 * writeUnitsOfBytes(1_024); // → 1
 * writeUnitsOfBytes(1_025); // → 2
 */
export function writeUnitsOfBytes(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / WRITE_UNIT_BYTES));
}

const unitsOf = (entry: AttributeMap | undefined, overhead = 0): number =>
  entry === undefined ? 0 : writeUnitsOfBytes(itemSize(entry) + overhead);

function sameIndexKey(index: LocalIndexShape, before: AttributeMap, after: AttributeMap): boolean {
  return indexKeys(index).every(({ name }) => {
    const [one, other] = [attributeOf(before, name), attributeOf(after, name)];
    return one !== undefined && other !== undefined && sameValue(one, other);
  });
}

/** @param overhead bytes that an entry has beside its attributes */
function indexUnits(
  table: TableShape,
  index: LocalIndexShape,
  before: AttributeMap | undefined,
  after: AttributeMap | undefined,
  overhead = 0,
): number {
  const old = indexEntry(table, index, before);
  const next = indexEntry(table, index, after);
  const [oldUnits, nextUnits] = [unitsOf(old, overhead), unitsOf(next, overhead)];
  if (old === undefined || next === undefined) return oldUnits + nextUnits;
  // Another index key: the old entry is deleted and a new one is put.
  if (!sameIndexKey(index, old, next)) return oldUnits + nextUnits;
  return sameItem(old, next) ? 0 : Math.max(oldUnits, nextUnits);
}

/**
 * Write units that a write costs, on the table and on each index that it touches.
 *
 * The table is charged for the larger of the item before and after, at least one unit, and for its
 * local indexes. A global index is charged by itself: nothing if its entry stays as it is, one entry
 * if it appears, disappears or changes, two if its key changes.
 *
 * @param before the item as it was; undefined if there was none or it is not known
 * @param after the item as it will be; undefined for a delete
 * @throws VALUE_NOT_STORABLE for a value that is none
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations.Writes
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LSI.html#LSI.ThroughputConsiderations.Writes
 * @example
 * unitsOfWrite(users, undefined, { pk: { S: "a" }, email: { S: "a@b" } });
 * // → { table: 1, indexes: { byEmail: 1 } }
 */
export function unitsOfWrite(
  table: TableShape,
  before: AttributeMap | undefined,
  after: AttributeMap | undefined,
): WriteUnits {
  let tableUnits = Math.max(1, unitsOf(before), unitsOf(after));
  for (const index of table.localIndexes) {
    tableUnits += indexUnits(table, index, before, after, LOCAL_INDEX_ENTRY_BYTES);
  }
  const indexes: Record<string, number> = {};
  for (const index of table.globalIndexes) {
    const units = indexUnits(table, index, before, after);
    if (units > 0) indexes[index.name] = units;
  }
  return { table: tableUnits, indexes };
}
