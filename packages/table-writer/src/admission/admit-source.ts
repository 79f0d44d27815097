import {
  AdmittedItem,
  type AttributeMap,
  admitAttributeMap,
  admitItem,
  checkIndexKeys,
  checkIndexKeysOfRecord,
  type EncodedItem,
  encodeAttributeMap,
  encodeItem,
  type IndexKey,
  type KeySchema,
  keyOf,
} from "@spillway/item";
import type { ReadableRecord, SourceDelete, SourceItem } from "@spillway/records";
import type { WireRequest } from "../transport/transport.ts";
import type { SourceItemDelete } from "../write-options.ts";
import type { PendingWrite } from "./pending-write.ts";

/** What stands around an item or a key on the wire: `{"PutRequest":{"Item":…}},`. */
const ENVELOPE_BYTES = { put: 26, delete: 28 } as const;

type Readable = ReadableRecord | SourceItem | SourceDelete | SourceItemDelete;

/** A request of an admitted item, whose attributes are read only where they are asked for. */
class AdmittedRequest implements WireRequest {
  readonly op: "put" | "delete";
  readonly json: string;
  readonly key: string;
  readonly bytes: number;
  readonly #item: AdmittedItem;

  constructor(op: "put" | "delete", item: AdmittedItem) {
    this.op = op;
    this.json = item.json;
    this.key = item.key;
    this.bytes = item.bytes;
    this.#item = item;
  }

  get attributes(): AttributeMap {
    return this.#item.attributes;
  }
}

/**
 * Makes a record ready to be sent, once and for all of its attempts.
 *
 * @param indexKeys what the table's indexes ask of an item, of `indexKeysOf`. Default: nothing
 * @throws SpillwayError when the table can't take it: `ITEM_TOO_LARGE`, `KEY_MISSING`, …
 */
export function admitSource(
  source: Readable,
  keys: KeySchema,
  indexKeys: readonly IndexKey[] = [],
): PendingWrite {
  const op = "record" in source || "attributes" in source ? "put" : "delete";
  const item = admit(source, keys);
  if (indexKeys.length > 0) {
    // After the item's own: its values are known to be storable.
    if ("record" in source) checkIndexKeysOfRecord(source.record, indexKeys);
    else if ("attributes" in source) checkIndexKeys(source.attributes, indexKeys);
  }
  return {
    request: new AdmittedRequest(op, item),
    wireBytes: item.wireBytes + ENVELOPE_BYTES[op],
    position: source.position,
    sends: 0,
    failures: 0,
  };
}

function admit(source: Readable, keys: KeySchema): AdmittedItem {
  if ("record" in source) return admitItem(source.record, keys);
  if ("attributes" in source) return admitAttributeMap(source.attributes, keys);
  return "delete" in source
    ? admitKey(encodeItem(keyOnly(source.delete, keys)), keys)
    : admitKey(encodeAttributeMap(keyOnly(source.deleteItem, keys)), keys);
}

function admitKey(key: EncodedItem, keys: KeySchema): AdmittedItem {
  return new AdmittedItem(key, keyOf(key.attributes, keys));
}

/** A delete names its key alone: what else the record has is left out. */
function keyOnly<V>(record: Readonly<Record<string, V>>, keys: KeySchema): Record<string, V> {
  const found: Record<string, V> = {};
  for (const name of [keys.partitionKey.name, keys.sortKey?.name]) {
    if (name === undefined) continue;
    const value = record[name];
    if (value !== undefined && Object.hasOwn(record, name)) found[name] = value;
  }
  return found;
}
