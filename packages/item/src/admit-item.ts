import { AdmittedItem, EncodedItem } from "./encoded-item.ts";
import { itemError } from "./item-error.ts";
import { recordJson } from "./json/record-json.ts";
import { wireItemJson } from "./json/wire-item-json.ts";
import type { KeySchema } from "./keys/key-schema.ts";
import { keyOf } from "./keys/primary-key.ts";
import { keyOfRecord } from "./keys/record-key.ts";
import type { AttributeMap, PlainRecord } from "./value/attribute-value.ts";
import { MAX_ITEM_BYTES } from "./value/item-size.ts";

function checkItemBytes(bytes: number): void {
  if (bytes <= MAX_ITEM_BYTES) return;
  throw itemError(
    "ITEM_TOO_LARGE",
    `expected an item of at most ${MAX_ITEM_BYTES} bytes (400 KB), attribute names counted; came ${bytes}`,
    {
      hint: "Split it, compress large attributes, or keep them in S3.",
      details: { bytes, limit: MAX_ITEM_BYTES },
    },
  );
}

/**
 * Encodes an item that is already in wire JSON: from a queue message, an export.
 *
 * @throws VALUE_NOT_STORABLE if it is no attribute map
 */
export function encodeAttributeMap(attributes: AttributeMap): EncodedItem {
  return new EncodedItem(wireItemJson(attributes));
}

/**
 * Encodes a record, without asking whether a table can take it.
 *
 * @throws VALUE_NOT_STORABLE
 */
export function encodeItem(record: PlainRecord): EncodedItem {
  return new EncodedItem(recordJson(record));
}

/**
 * Encodes an item in wire JSON and checks it against a table's key and the 400 KB limit.
 *
 * @throws ITEM_TOO_LARGE, KEY_MISSING, KEY_WRONG_TYPE, KEY_EMPTY, KEY_TOO_LONG, VALUE_NOT_STORABLE
 */
export function admitAttributeMap(attributes: AttributeMap, keys: KeySchema): AdmittedItem {
  const item = wireItemJson(attributes);
  checkItemBytes(item.bytes);
  return new AdmittedItem(item, keyOf(attributes, keys));
}

/**
 * Turns a record into wire JSON, once, and checks that the table can take it. What comes out is all
 * that sending, retrying, pacing and reporting need.
 *
 * @throws ITEM_TOO_LARGE, KEY_MISSING, KEY_WRONG_TYPE, KEY_EMPTY, KEY_TOO_LONG, VALUE_NOT_STORABLE
 * @example
 * admitItem({ pk: "a", n: 1 }, { partitionKey: { name: "pk", type: "S" } });
 * // → { json: '{"pk":{"S":"a"},"n":{"N":"1"}}', bytes: 6, key: "Sa", attributes: … }
 */
export function admitItem(record: PlainRecord, keys: KeySchema): AdmittedItem {
  const item = recordJson(record);
  checkItemBytes(item.bytes);
  return new AdmittedItem(item, keyOfRecord(record, keys));
}
