import { indexKeys, type TableShape } from "@spillway/capacity";
import { isSpillwayError } from "@spillway/errors";
import {
  type AttributeMap,
  attributeMapFrom,
  attributeOf,
  itemSize,
  type KeyAttribute,
  keyOf,
  MAX_ITEM_BYTES,
} from "@spillway/item";
import { assignedNames } from "./updated-item.ts";
import type { WriteRequest } from "./write-request.ts";

/**
 * Whether a table takes the item or the key of a write: its size, its values, its keys and those of
 * the indexes. What stands in expressions is not looked at, but that an update changes no key.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
export function isValidWrite(shape: TableShape, write: WriteRequest): boolean {
  try {
    keyOf(attributeMapFrom(write.item), shape.keys);
    return write.kind === "put" ? isValidItem(shape, write.item) : isValidKey(shape, write);
  } catch (error) {
    if (isSpillwayError(error)) return false;
    throw error;
  }
}

function isValidItem(shape: TableShape, item: AttributeMap): boolean {
  if (itemSize(item) > MAX_ITEM_BYTES) return false;
  return [...shape.globalIndexes, ...shape.localIndexes].every((index) =>
    indexKeys(index).every((attribute) => isAbsentOrKey(item, attribute)),
  );
}

/** An item without an index's key is not in the index; one with a key that is none is refused. */
function isAbsentOrKey(item: AttributeMap, attribute: KeyAttribute): boolean {
  const value = attributeOf(item, attribute.name);
  if (value !== undefined) keyOf({ [attribute.name]: value }, { partitionKey: attribute });
  return true;
}

function isValidKey({ keys }: TableShape, { kind, item, source }: WriteRequest): boolean {
  const names = [keys.partitionKey.name, ...(keys.sortKey ? [keys.sortKey.name] : [])];
  if (Object.keys(item).length !== names.length) return false;
  return kind !== "update" || !assignedNames(source).some((name) => names.includes(name));
}
