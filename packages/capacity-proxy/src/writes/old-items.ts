import { type AttributeMap, attributeOf, type KeySchema, keyOf } from "@spillway/item";
import type { IncomingRequest } from "../http/incoming-request.ts";
import { contentOf, type Upstream } from "../http/upstream.ts";
import { isAttributeMap, isJsonObject } from "../http/wire-json.ts";
import type { WriteRequest } from "./write-request.ts";

/** A write and the keys of its table. */
export interface KeyedWrite {
  readonly request: WriteRequest;
  readonly keys: KeySchema;
}

/**
 * Reads the items that a request is about to change, in one strongly consistent BatchGetItem (a
 * write request has at most 100 items, which is what one read takes).
 *
 * @returns the old item of each write that has one; what can't be read counts as absent
 */
export async function readOldItems(
  upstream: Upstream,
  request: IncomingRequest,
  writes: readonly KeyedWrite[],
): Promise<ReadonlyMap<WriteRequest, AttributeMap>> {
  const found = new Map<WriteRequest, AttributeMap>();
  const keyed = writes.flatMap((write) => {
    const key = ownKey(write);
    return key === undefined ? [] : [{ ...write, key, text: keyOf(key, write.keys) }];
  });
  if (keyed.length === 0) return found;
  const requestItems = [...Map.groupBy(keyed, (write) => write.request.table)].map(
    ([table, ofTable]) => {
      const keys = new Map(ofTable.map(({ text, key }) => [text, key]));
      return [table, { Keys: [...keys.values()], ConsistentRead: true }];
    },
  );
  const answer = await upstream.call(request, "BatchGetItem", {
    RequestItems: Object.fromEntries(requestItems),
  });
  const responses = contentOf(answer)?.Responses;
  if (!isJsonObject(responses)) return found;
  for (const { request: write, keys, text } of keyed) {
    const items = responses[write.table];
    if (!Array.isArray(items)) continue;
    const old = items.filter(isAttributeMap).find((item) => keyOf(item, keys) === text);
    if (old !== undefined) found.set(write, old);
  }
  return found;
}

function ownKey({ request, keys }: KeyedWrite): AttributeMap | undefined {
  const { partitionKey, sortKey } = keys;
  const key: Record<string, AttributeMap[string]> = {};
  for (const attribute of sortKey === undefined ? [partitionKey] : [partitionKey, sortKey]) {
    const value = attributeOf(request.item, attribute.name);
    if (value === undefined || !(attribute.type in value)) return undefined;
    key[attribute.name] = value;
  }
  return isValid(key, keys) ? key : undefined;
}

/** An empty or overlong key is for the engine to refuse. */
function isValid(key: AttributeMap, keys: KeySchema): boolean {
  try {
    keyOf(key, keys);
    return true;
  } catch {
    return false;
  }
}
