import { SpillwayError } from "@spillway/errors";
import type { AttributeMap, PlainRecord } from "./attribute-value.ts";
import { itemSize, MAX_ITEM_BYTES } from "./item-size.ts";
import type { KeySchema } from "./key-schema.ts";
import { toAttributeMap } from "./plain-value.ts";
import { keyOf } from "./primary-key.ts";
import { attributeMapFrom } from "./wire-json.ts";

/** An item made ready once: what is sent, and what is known of it. */
export interface EncodedItem {
  /** Wire JSON of the item, as it is sent, and sent again. */
  readonly json: string;
  /** The same in memory, for the units of indexes. */
  readonly attributes: AttributeMap;
  /** Its size by DynamoDB's rules. */
  readonly bytes: number;
}

/** An item that the table can take. */
export interface AdmittedItem extends EncodedItem {
  /** Canonical text of the primary key: equal exactly when DynamoDB considers the keys equal. */
  readonly key: string;
}

function encode(attributes: AttributeMap): EncodedItem {
  return { json: JSON.stringify(attributes), attributes, bytes: itemSize(attributes) };
}

function admit(encoded: EncodedItem, keys: KeySchema): AdmittedItem {
  const { bytes, attributes } = encoded;
  if (bytes > MAX_ITEM_BYTES) {
    throw new SpillwayError(
      "ITEM_TOO_LARGE",
      `an item may have ${MAX_ITEM_BYTES} bytes (400 KB) with its attribute names, got ${bytes}`,
      {
        hint: "Split it, compress large attributes, or keep them in S3.",
        details: { bytes, limit: MAX_ITEM_BYTES },
      },
    );
  }
  return { ...encoded, key: keyOf(attributes, keys) };
}

/**
 * Encodes an item that is already in wire JSON: from a queue message, an export.
 *
 * @throws VALUE_NOT_STORABLE if it is no attribute map
 */
export function encodeAttributeMap(attributes: AttributeMap): EncodedItem {
  return encode(attributeMapFrom(attributes));
}

/**
 * Encodes a record, without asking whether a table can take it.
 *
 * @throws VALUE_NOT_STORABLE
 */
export function encodeItem(record: PlainRecord): EncodedItem {
  return encode(toAttributeMap(record));
}

/**
 * Encodes an item in wire JSON and checks it against a table's key and the 400 KB limit.
 *
 * @throws ITEM_TOO_LARGE, KEY_MISSING, KEY_WRONG_TYPE, KEY_EMPTY, KEY_TOO_LONG, VALUE_NOT_STORABLE
 */
export function admitAttributeMap(attributes: AttributeMap, keys: KeySchema): AdmittedItem {
  return admit(encodeAttributeMap(attributes), keys);
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
  return admit(encodeItem(record), keys);
}
