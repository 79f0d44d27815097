import { type ItemErrorCode, itemError } from "../item-error.ts";
import { canonicalNumber } from "../number/number-text.ts";
import { attributeOf } from "../value/attribute-name.ts";
import type { AttributeMap, AttributeValue } from "../value/attribute-value.ts";
import { valueSize } from "../value/item-size.ts";
import {
  type KeyAttribute,
  type KeySchema,
  MAX_PARTITION_KEY_BYTES,
  MAX_SORT_KEY_BYTES,
} from "./key-schema.ts";

/**
 * One text for each value that a key attribute can have: equal exactly when DynamoDB considers the
 * values equal. Undefined for a value of a type that no key can have.
 *
 * @throws VALUE_NOT_STORABLE for a number that is none
 * @example
 * keyText({ N: "1.0" }); // → "N1E0", as of { N: "1" }
 */
export function keyText(value: AttributeValue): string | undefined {
  if ("S" in value) return `S${value.S}`;
  if ("N" in value) return `N${canonicalNumber(value.N)}`;
  if ("B" in value) return `B${Buffer.from(value.B, "base64").toString("base64")}`;
  return undefined;
}

type KeyErrorCode = Extract<ItemErrorCode, `KEY_${string}`>;

function checkedKeyText(item: AttributeMap, attribute: KeyAttribute, maxBytes: number): string {
  const { name, type } = attribute;
  const value = attributeOf(item, name);
  const refuse = (code: KeyErrorCode, expected: string, came: string | number, hint: string) =>
    itemError(code, `expected ${expected}; came ${came}`, { hint, details: { attribute: name } });
  const key = `the key attribute ${JSON.stringify(name)}`;
  if (value === undefined) {
    const hint = `Every record needs "${name}" of type ${type}.`;
    throw refuse("KEY_MISSING", `${key} of type ${type}`, "none", hint);
  }
  const text = keyText(value);
  if (text?.[0] !== type) {
    const hint = "Convert the value, or name the right table.";
    throw refuse("KEY_WRONG_TYPE", `${key} of type ${type}`, Object.keys(value)[0] ?? "none", hint);
  }
  const bytes = valueSize(value);
  if (bytes === 0) {
    const hint = "A key value can't be empty; other attributes may be.";
    throw refuse("KEY_EMPTY", `${key} with a value`, "an empty one", hint);
  }
  if (bytes > maxBytes) {
    const hint = "Shorten or hash the value.";
    throw refuse("KEY_TOO_LONG", `at most ${maxBytes} bytes in ${key}`, bytes, hint);
  }
  return text;
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
  const partition = checkedKeyText(item, keys.partitionKey, MAX_PARTITION_KEY_BYTES);
  if (keys.sortKey === undefined) return partition;
  const sort = checkedKeyText(item, keys.sortKey, MAX_SORT_KEY_BYTES);
  return bothKeysText(partition, sort);
}
