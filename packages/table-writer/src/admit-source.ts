import {
  AdmittedItem,
  type AttributeMap,
  admitAttributeMap,
  admitItem,
  encodeItem,
  type KeySchema,
  keyOf,
  type PlainRecord,
} from "@spillway/item";
import type { ReadableRecord, SourceItem } from "@spillway/records";
import type { PendingWrite } from "./pending-write.ts";
import type { WireRequest } from "./transport.ts";
import type { SourceDelete } from "./write-options.ts";

/** What stands around an item or a key on the wire: `{"PutRequest":{"Item":…}},`. */
const ENVELOPE_BYTES = { put: 26, delete: 28 } as const;

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
 * @throws SpillwayError when the table can't take it: `ITEM_TOO_LARGE`, `KEY_MISSING`, …
 */
export function admitSource(
  source: ReadableRecord | SourceItem | SourceDelete,
  keys: KeySchema,
): PendingWrite {
  const op = "delete" in source ? "delete" : "put";
  const item = admit(source, keys);
  return {
    request: new AdmittedRequest(op, item),
    wireBytes: item.wireBytes + ENVELOPE_BYTES[op],
    position: source.position,
    sends: 0,
    failures: 0,
  };
}

function admit(source: ReadableRecord | SourceItem | SourceDelete, keys: KeySchema): AdmittedItem {
  if ("delete" in source) return admitKey(source.delete, keys);
  return "record" in source
    ? admitItem(source.record, keys)
    : admitAttributeMap(source.attributes, keys);
}

/** A delete names its key alone: what else the record has is left out. */
function admitKey(record: PlainRecord, keys: KeySchema): AdmittedItem {
  const names = [keys.partitionKey.name, ...(keys.sortKey ? [keys.sortKey.name] : [])];
  const found = names.flatMap((name) =>
    Object.hasOwn(record, name) ? [[name, record[name]]] : [],
  );
  const key = encodeItem(Object.fromEntries(found));
  return new AdmittedItem(key.json, key.bytes, key.wireBytes, keyOf(key.attributes, keys));
}
