import { type AdmittedItem, admitAttributeMap, admitItem, type KeySchema } from "@spillway/item";
import type { ReadableRecord, SourceItem } from "@spillway/records";
import type { PendingWrite } from "./pending-write.ts";

/** What stands around an item on the wire: `{"PutRequest":{"Item":…}},`. */
const ENVELOPE_BYTES = 26;

/**
 * Makes a record ready to be sent, once and for all of its attempts.
 *
 * @throws SpillwayError when the table can't take it: `ITEM_TOO_LARGE`, `KEY_MISSING`, …
 */
export function admitSource(source: ReadableRecord | SourceItem, keys: KeySchema): PendingWrite {
  const item: AdmittedItem =
    "record" in source
      ? admitItem(source.record, keys)
      : admitAttributeMap(source.attributes, keys);
  return {
    request: { op: "put", ...item },
    wireBytes: Buffer.byteLength(item.json) + ENVELOPE_BYTES,
    position: source.position,
    sends: 0,
    failures: 0,
  };
}
