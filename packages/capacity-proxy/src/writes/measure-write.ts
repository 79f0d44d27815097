import {
  type MeasuredUnits,
  type TableShape,
  TRANSACTION_UNIT_FACTOR,
  unitsOfWrite,
  type WriteUnits,
  writeUnitsOfBytes,
} from "@spillway/capacity";
import {
  type AttributeMap,
  attributeOf,
  itemSize,
  type KeyAttribute,
  keyText,
} from "@spillway/item";
import { updatedItem } from "./updated-item.ts";
import type { WriteRequest } from "./write-request.ts";

/**
 * What a write costs on its table and each global index.
 *
 * @param before the item as it is, where it is known. Where it isn't, it counts as absent: a put
 *   costs its new item, a delete one unit on the table and nothing on an index whose keys are not
 *   the table's, an update what its request tells
 * @param transactional whether it is part of a transaction, which costs double
 * @returns undefined when the key is missing or of another type: then the engine refuses it
 */
export function measureWrite(
  shape: TableShape,
  write: WriteRequest,
  before: AttributeMap | undefined,
  transactional = false,
): MeasuredUnits | undefined {
  const partitionKey = textOfKey(write.item, shape.keys.partitionKey);
  if (partitionKey === undefined) return undefined;
  const after = itemAfter(write, before);
  const known = before ?? (write.kind === "delete" ? write.item : undefined);
  const once =
    write.kind === "check"
      ? { table: writeUnitsOfBytes(itemSize(before ?? write.item)), indexes: {} }
      : unitsOfWrite(shape, known, after);
  const units = transactional ? times(once, TRANSACTION_UNIT_FACTOR) : once;
  const indexPartitionKeys: Record<string, string> = {};
  for (const index of shape.globalIndexes) {
    if (units.indexes[index.name] === undefined) continue;
    // When an update moves an entry, both of its writes count on the partition that it moves to.
    const { partitionKey: attribute } = index.keys;
    indexPartitionKeys[index.name] =
      (after && textOfKey(after, attribute)) ?? (known && textOfKey(known, attribute)) ?? "";
  }
  return { units, partitionKey, indexPartitionKeys };
}

function itemAfter(
  write: WriteRequest,
  before: AttributeMap | undefined,
): AttributeMap | undefined {
  if (write.kind === "put") return write.item;
  if (write.kind === "update") return updatedItem(write.source, write.item, before);
  return undefined;
}

function textOfKey(item: AttributeMap, attribute: KeyAttribute): string | undefined {
  const value = attributeOf(item, attribute.name);
  if (value === undefined || !(attribute.type in value)) return undefined;
  return keyText(value);
}

function times(units: WriteUnits, factor: number): WriteUnits {
  return {
    table: units.table * factor,
    indexes: Object.fromEntries(
      Object.entries(units.indexes).map(([name, count]) => [name, count * factor]),
    ),
  };
}
