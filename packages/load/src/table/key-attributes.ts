import type { TableShape } from "@spillway/capacity";
import type { KeyAttribute } from "@spillway/item";

/** Every key attribute of a table and its indexes, each once. */
export function keyAttributesOf(shape: TableShape): readonly KeyAttribute[] {
  const indexes = [...shape.globalIndexes, ...shape.localIndexes];
  const attributes = [shape, ...indexes].flatMap(({ keys }) => [
    keys.partitionKey,
    ...(keys.sortKey ? [keys.sortKey] : []),
  ]);
  const further = indexes.flatMap(({ furtherKeys = [] }) => furtherKeys);
  return [...new Map([...attributes, ...further].map((key) => [key.name, key])).values()];
}
