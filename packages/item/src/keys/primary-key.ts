import { SpillwayError } from "@spillway/errors";
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

function checkedKeyText(item: AttributeMap, attribute: KeyAttribute, maxBytes: number): string {
  const { name, type } = attribute;
  const value = attributeOf(item, name);
  const refuse = (code: string, problem: string, hint: string): SpillwayError =>
    new SpillwayError(code, `the key attribute "${name}" ${problem}`, {
      hint,
      details: { attribute: name },
    });
  if (value === undefined) {
    throw refuse("KEY_MISSING", "is missing", `Every record needs "${name}" of type ${type}.`);
  }
  const text = keyText(value);
  if (text?.[0] !== type) {
    throw refuse(
      "KEY_WRONG_TYPE",
      `must be of type ${type}, got ${Object.keys(value)[0]}`,
      "Convert the value, or name the right table.",
    );
  }
  const bytes = valueSize(value);
  if (bytes === 0) {
    throw refuse("KEY_EMPTY", "is empty", "A key value can't be empty; other attributes may be.");
  }
  if (bytes > maxBytes) {
    throw refuse(
      "KEY_TOO_LONG",
      `may have ${maxBytes} bytes, got ${bytes}`,
      "Shorten or hash the value.",
    );
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
