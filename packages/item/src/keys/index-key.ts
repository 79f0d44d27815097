import { attributeOf } from "../value/attribute-name.ts";
import type { AttributeMap, PlainRecord } from "../value/attribute-value.ts";
import { attributeValue } from "../value/plain-value.ts";
import {
  type KeyAttribute,
  type KeySchema,
  MAX_PARTITION_KEY_BYTES,
  MAX_SORT_KEY_BYTES,
} from "./key-schema.ts";
import { checkedKeyText, type KeyRule, SURELY_SHORT } from "./key-value.ts";

/** An index as far as its keys go. The indexes of a `TableShape` are such. */
export interface IndexSchema {
  readonly name: string;
  readonly keys: KeySchema;
  /** Key attributes after the first of each kind: a global index may have up to four of each. */
  readonly furtherKeys?: readonly KeyAttribute[];
}

/** A key attribute of an index that an item can be refused for. */
export interface IndexKey extends KeyRule {
  readonly index: string;
}

/**
 * What the indexes of a table ask of its items, beside what its own key does: each attribute once,
 * under the strictest of its limits. None where there are no indexes.
 */
export function indexKeysOf(
  { partitionKey, sortKey }: KeySchema,
  indexes: readonly IndexSchema[],
): readonly IndexKey[] {
  const limits = new Map([[partitionKey.name, MAX_PARTITION_KEY_BYTES]]);
  if (sortKey) limits.set(sortKey.name, MAX_SORT_KEY_BYTES);
  const strictest = new Map<string, IndexKey>();
  for (const key of indexes.flatMap(keysOfIndex)) {
    if (key.maxBytes >= (limits.get(key.name) ?? Number.POSITIVE_INFINITY)) continue;
    limits.set(key.name, key.maxBytes);
    strictest.set(key.name, key);
  }
  return [...strictest.values()];
}

function keysOfIndex({ name: index, keys, furtherKeys = [] }: IndexSchema): readonly IndexKey[] {
  // Of a further one nobody says which kind it is: it may have what a partition key may.
  const partition = [keys.partitionKey, ...furtherKeys];
  return [
    ...partition.map((key) => ({ ...key, index, maxBytes: MAX_PARTITION_KEY_BYTES })),
    ...(keys.sortKey ? [{ ...keys.sortKey, index, maxBytes: MAX_SORT_KEY_BYTES }] : []),
  ];
}

/**
 * Refuses an item that DynamoDB refuses for a key of an index: an attribute that is there has to be of
 * the key's type, not empty and within the limit. One that is not there leaves the item out of the
 * index, and that is fine; DynamoDB looks at the others all the same.
 *
 * @param keys of {@link indexKeysOf}
 * @throws KEY_WRONG_TYPE, KEY_EMPTY, KEY_TOO_LONG, naming index and attribute
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-indexes-general-sparse-indexes.html
 * @example
 * const keys = indexKeysOf(table.keys, table.globalIndexes);
 * checkIndexKeys({ id: { S: "a" } }, keys); // no "day": it is not in the index
 * checkIndexKeys({ id: { S: "a" }, day: { S: "1" } }, keys); // throws KEY_WRONG_TYPE: "day" is of type N
 */
export function checkIndexKeys(item: AttributeMap, keys: readonly IndexKey[]): void {
  for (const key of keys) {
    const value = attributeOf(item, key.name);
    if (value !== undefined) checkedKeyText(value, key);
  }
}

/**
 * The same for the item that a record becomes.
 *
 * @param record whose values are known to be storable
 * @throws KEY_WRONG_TYPE, KEY_EMPTY, KEY_TOO_LONG
 */
export function checkIndexKeysOfRecord(record: PlainRecord, keys: readonly IndexKey[]): void {
  for (const key of keys) {
    const { name, type } = key;
    const value = Object.hasOwn(record, name) ? record[name] : undefined;
    if (value === undefined) continue;
    if (typeof value === "string") {
      if (type === "S" && value !== "" && value.length <= SURELY_SHORT) continue;
    } else if (typeof value === "number" && type === "N") continue;
    checkedKeyText(attributeValue(value, name, 1), key);
  }
}
