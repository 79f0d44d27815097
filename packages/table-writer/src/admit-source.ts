import {
  type AdmittedItem,
  type AttributeMap,
  admitAttributeMap,
  admitItem,
  encodeAttributeMap,
  type KeySchema,
  keyOf,
  type PlainRecord,
  toAttributeMap,
} from "@spillway/item";
import type { ReadableRecord, SourceItem } from "@spillway/records";
import type { PendingWrite } from "./pending-write.ts";
import type { SourceDelete, SourceEntry } from "./write-options.ts";

/** What stands around an item or a key on the wire: `{"PutRequest":{"Item":…}},`. */
const ENVELOPE_BYTES = { put: 26, delete: 28 } as const;

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
    request: { op, ...item },
    wireBytes: Buffer.byteLength(item.json) + ENVELOPE_BYTES[op],
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
  const key: AttributeMap = toAttributeMap(Object.fromEntries(found));
  return { ...encodeAttributeMap(key), key: keyOf(key, keys) };
}

/** What the source gave, where that is a record and not wire JSON. */
export function recordOf(source: SourceEntry): PlainRecord | undefined {
  if ("record" in source) return source.record;
  return "delete" in source ? source.delete : undefined;
}
