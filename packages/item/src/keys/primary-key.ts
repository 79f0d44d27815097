import { attributeOf } from "../value/attribute-name.ts";
import type { AttributeMap } from "../value/attribute-value.ts";
import {
  type KeyAttribute,
  type KeySchema,
  MAX_PARTITION_KEY_BYTES,
  MAX_SORT_KEY_BYTES,
} from "./key-schema.ts";
import { checkedKeyText, keyRefusal } from "./key-value.ts";

function textOfKey(item: AttributeMap, attribute: KeyAttribute, maxBytes: number): string {
  const rule = { ...attribute, maxBytes };
  const { name, type } = attribute;
  const value = attributeOf(item, name);
  if (value !== undefined) return checkedKeyText(value, rule);
  throw keyRefusal(rule, "KEY_MISSING", {
    expected: `KEY of type ${type}`,
    came: "none",
    hint: `Every record needs "${name}" of type ${type}.`,
  });
}

/** One text of two; the length says where the partition key ends, whatever characters it has. */
export function bothKeysText(partition: string, sort: string): string {
  return `${partition.length}:${partition}${sort}`;
}

/**
 * Canonical text of an item's primary key, checked: two items have the same text exactly when one
 * would replace the other in the table.
 *
 * @param item in wire JSON; may hold more than the key
 * @throws KEY_MISSING, KEY_WRONG_TYPE, KEY_EMPTY, KEY_TOO_LONG (above 2,048 bytes for the partition
 * key, 1,024 for the sort key); VALUE_NOT_STORABLE for a number that is none
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 * @example
 * const keys = { partitionKey: { name: "pk", type: "S" }, sortKey: { name: "sk", type: "N" } } as const;
 * keyOf({ pk: { S: "a" }, sk: { N: "1.0" } }, keys) === keyOf({ pk: { S: "a" }, sk: { N: "1" } }, keys); // → true
 */
export function keyOf(item: AttributeMap, keys: KeySchema): string {
  const partition = textOfKey(item, keys.partitionKey, MAX_PARTITION_KEY_BYTES);
  if (keys.sortKey === undefined) return partition;
  const sort = textOfKey(item, keys.sortKey, MAX_SORT_KEY_BYTES);
  return bothKeysText(partition, sort);
}
