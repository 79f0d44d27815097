import { SpillwayError } from "@spillway/errors";
import type { AttributeMap, AttributeValue } from "./attribute-value.ts";
import { valueSize } from "./item-size.ts";
import {
  type KeyAttribute,
  type KeySchema,
  MAX_PARTITION_KEY_BYTES,
  MAX_SORT_KEY_BYTES,
} from "./key-schema.ts";
import { canonicalNumber } from "./number-text.ts";

/**
 * One text for each value that a key attribute can have: equal exactly when DynamoDB considers the
 * values equal. Undefined for a value of a type that no key can have.
 */
export function keyText(value: AttributeValue): string | undefined {
  if ("S" in value) return `S${value.S}`;
  if ("N" in value) return `N${canonicalNumber(value.N)}`;
  if ("B" in value) return `B${Buffer.from(value.B, "base64").toString("base64")}`;
  return undefined;
}

function checkedKeyText(item: AttributeMap, attribute: KeyAttribute, maxBytes: number): string {
  const { name, type } = attribute;
  const value = item[name];
  if (value === undefined) {
    throw new SpillwayError("KEY_MISSING", `the key attribute "${name}" is missing`, {
      hint: `Every record needs "${name}" of type ${type}.`,
    });
  }
  const text = keyText(value);
  if (text?.[0] !== type) {
    const came = Object.keys(value)[0];
    throw new SpillwayError(
      "KEY_WRONG_TYPE",
      `the key attribute "${name}" must be of type ${type}, got ${came}`,
      { hint: "Convert the value, or name the right table." },
    );
  }
  const bytes = valueSize(value);
  if (bytes === 0) {
    throw new SpillwayError("KEY_EMPTY", `the key attribute "${name}" is empty`, {
      hint: "A key value can't be empty; other attributes may be.",
    });
  }
  if (bytes > maxBytes) {
    throw new SpillwayError(
      "KEY_TOO_LONG",
      `the key attribute "${name}" may have ${maxBytes} bytes, got ${bytes}`,
      { hint: "Shorten or hash the value." },
    );
  }
  return text;
}

/**
 * Canonical text of an item's primary key, checked: two items have the same text exactly when one
 * would replace the other in the table.
 *
 * @throws KEY_MISSING, KEY_WRONG_TYPE, KEY_EMPTY, KEY_TOO_LONG
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
export function primaryKeyText(item: AttributeMap, keys: KeySchema): string {
  const partition = checkedKeyText(item, keys.partitionKey, MAX_PARTITION_KEY_BYTES);
  if (keys.sortKey === undefined) return partition;
  const sort = checkedKeyText(item, keys.sortKey, MAX_SORT_KEY_BYTES);
  // The length says where the partition key ends, whatever characters it has.
  return `${partition.length}:${partition}${sort}`;
}
