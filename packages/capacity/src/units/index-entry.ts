import { type AttributeMap, attributeOf, type KeyAttribute } from "@spillway/item";
import type { LocalIndexShape, TableShape } from "../table/table-shape.ts";

/** The attributes that an item needs to be in an index. */
export function indexKeys(index: LocalIndexShape): readonly KeyAttribute[] {
  const { partitionKey, sortKey } = index.keys;
  return [partitionKey, ...(sortKey ? [sortKey] : []), ...(index.furtherKeys ?? [])];
}

/** Names of the attributes that an entry of an index has, where the item has them; undefined for all. */
export function projectedNames(
  table: TableShape,
  index: LocalIndexShape,
): ReadonlySet<string> | undefined {
  const { projection } = index;
  if (projection.type === "ALL") return undefined;
  return new Set([
    ...indexKeys(index).map(({ name }) => name),
    table.keys.partitionKey.name,
    ...(table.keys.sortKey ? [table.keys.sortKey.name] : []),
    ...(projection.type === "INCLUDE" ? projection.attributes : []),
  ]);
}

/**
 * What an index holds of an item: its keys, the table's keys and what is projected. Undefined if the
 * item lacks a key attribute of the index: such an item is not in it, the index is sparse. An item
 * that has it in another type is refused by DynamoDB; here it counts as lacking it.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-indexes-general-sparse-indexes.html
 */
export function indexEntry(
  table: TableShape,
  index: LocalIndexShape,
  item: AttributeMap | undefined,
): AttributeMap | undefined {
  if (item === undefined) return undefined;
  const keys = indexKeys(index);
  const isIn = keys.every(({ name, type }) => {
    const value = attributeOf(item, name);
    return value !== undefined && type in value;
  });
  if (!isIn) return undefined;
  const projected = projectedNames(table, index);
  if (projected === undefined) return item;
  return Object.fromEntries(Object.entries(item).filter(([name]) => projected.has(name)));
}
