import { canonicalNumber } from "../number/number-text.ts";
import type { PlainRecord } from "../value/attribute-value.ts";
import { toAttributeMap } from "../value/plain-value.ts";
import type { KeyAttribute, KeySchema } from "./key-schema.ts";
import { SURELY_SHORT } from "./key-value.ts";
import { bothKeysText, keyOf } from "./primary-key.ts";

/** Key text of a value that is plainly a good key; undefined for those that need a closer look. */
function plainKeyText(record: PlainRecord, { name, type }: KeyAttribute): string | undefined {
  const value = Object.hasOwn(record, name) ? record[name] : undefined;
  if (typeof value === "string") {
    const good = type === "S" && value !== "" && value.length <= SURELY_SHORT;
    return good ? `S${value}` : undefined;
  }
  return typeof value === "number" && type === "N"
    ? `N${canonicalNumber(String(value))}`
    : undefined;
}

function keyAttributes(record: PlainRecord, keys: KeySchema): PlainRecord {
  const names = [keys.partitionKey.name, ...(keys.sortKey ? [keys.sortKey.name] : [])];
  return Object.fromEntries(
    names.filter((name) => Object.hasOwn(record, name)).map((name) => [name, record[name]]),
  );
}

/**
 * What `keyOf` gives for the item that a record becomes.
 *
 * @param record whose values are known to be storable
 * @throws KEY_MISSING, KEY_WRONG_TYPE, KEY_EMPTY, KEY_TOO_LONG
 */
export function keyOfRecord(record: PlainRecord, keys: KeySchema): string {
  const partition = plainKeyText(record, keys.partitionKey);
  if (partition !== undefined && keys.sortKey === undefined) return partition;
  const sort = keys.sortKey && plainKeyText(record, keys.sortKey);
  if (partition !== undefined && sort !== undefined) return bothKeysText(partition, sort);
  return keyOf(toAttributeMap(keyAttributes(record, keys)), keys);
}
