import { type AttributeMap, type AttributeValue, itemSize, keyText } from "@spillway/item";
import { WRITE_UNIT_BYTES } from "./limits.ts";
import type { LocalIndexShape, TableShape } from "./table-shape.ts";

/** Write units on a table (with its local indexes) and on each of its global indexes that is written. */
export interface WriteUnits {
  readonly table: number;
  readonly indexes: Readonly<Record<string, number>>;
}

/** Write units of an item of so many bytes: one for each KB begun, at least one. */
export function writeUnits(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / WRITE_UNIT_BYTES));
}

/**
 * What an index holds of an item: its keys, the table's keys and what is projected. Undefined if the
 * item lacks a key attribute of the index, or has it in another type: such an item is not in it.
 */
export function indexEntry(
  table: TableShape,
  index: LocalIndexShape,
  item: AttributeMap | undefined,
): AttributeMap | undefined {
  if (item === undefined) return undefined;
  const keys = [index.keys.partitionKey, index.keys.sortKey].filter((key) => key !== undefined);
  const isIn = keys.every((key) => {
    const value = item[key.name];
    return value !== undefined && key.type in value;
  });
  if (!isIn) return undefined;
  if (index.projection.type === "ALL") return item;
  const names = new Set([
    ...keys.map((key) => key.name),
    table.keys.partitionKey.name,
    ...(table.keys.sortKey ? [table.keys.sortKey.name] : []),
    ...(index.projection.type === "INCLUDE" ? index.projection.attributes : []),
  ]);
  const entry: Record<string, AttributeValue> = {};
  for (const name of names) {
    const value = item[name];
    if (value !== undefined) entry[name] = value;
  }
  return entry;
}

function sameIndexKey(index: LocalIndexShape, before: AttributeMap, after: AttributeMap): boolean {
  const text = (item: AttributeMap, name: string | undefined): string | undefined => {
    const value = name === undefined ? undefined : item[name];
    return value && keyText(value);
  };
  const { partitionKey, sortKey } = index.keys;
  return (
    text(before, partitionKey.name) === text(after, partitionKey.name) &&
    text(before, sortKey?.name) === text(after, sortKey?.name)
  );
}

function indexUnits(
  table: TableShape,
  index: LocalIndexShape,
  before: AttributeMap | undefined,
  after: AttributeMap | undefined,
): number {
  const old = indexEntry(table, index, before);
  const next = indexEntry(table, index, after);
  const units = (entry: AttributeMap | undefined): number =>
    entry === undefined ? 0 : writeUnits(itemSize(entry));
  if (old === undefined || next === undefined) return units(old) + units(next);
  // Another index key: the old entry is deleted and a new one is put.
  if (!sameIndexKey(index, old, next)) return units(old) + units(next);
  return JSON.stringify(old) === JSON.stringify(next) ? 0 : Math.max(units(old), units(next));
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
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations.Writes
 * @example
 * unitsOfWrite(users, undefined, { pk: { S: "a" }, email: { S: "a@b" } });
 * // → { table: 1, indexes: { byEmail: 1 } }
 */
export function unitsOfWrite(
  table: TableShape,
  before: AttributeMap | undefined,
  after: AttributeMap | undefined,
): WriteUnits {
  const bytes = Math.max(before ? itemSize(before) : 0, after ? itemSize(after) : 0);
  let tableUnits = writeUnits(bytes);
  for (const index of table.localIndexes) tableUnits += indexUnits(table, index, before, after);
  const indexes: Record<string, number> = {};
  for (const index of table.globalIndexes) {
    const units = indexUnits(table, index, before, after);
    if (units > 0) indexes[index.name] = units;
  }
  return { table: tableUnits, indexes };
}
