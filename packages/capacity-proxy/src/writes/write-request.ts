import { BATCH_WRITE_MAX_REQUESTS } from "@spillway/capacity";
import type { AttributeMap } from "@spillway/item";
import { isAttributeMap, isJsonObject, type JsonObject } from "../http/wire-json.ts";

/** One write, or one condition check of a transaction, as a request asks for it. */
export interface WriteRequest {
  /** The table as the client named it: a name or an ARN. */
  readonly table: string;
  readonly kind: "put" | "delete" | "update" | "check";
  /** The new item of a put; the key of everything else. */
  readonly item: AttributeMap;
  /** The part of the body that asked for it: what an update sets, and what goes into `UnprocessedItems`. */
  readonly source: JsonObject;
}

/** Operations that write and whose writes are metered one by one. PartiQL passes through. */
const WRITE_OPERATIONS = [
  "PutItem",
  "DeleteItem",
  "UpdateItem",
  "BatchWriteItem",
  "TransactWriteItems",
] as const;

/** One of them. */
export type WriteOperation = (typeof WRITE_OPERATIONS)[number];

export function isWriteOperation(operation: string): operation is WriteOperation {
  return (WRITE_OPERATIONS as readonly string[]).includes(operation);
}

/**
 * The writes that a request asks for, in its order.
 *
 * @returns undefined when the request isn't of the operation's form, or is a batch that is too big
 *   or empty: then it is for the engine to refuse
 */
export function writesOf(operation: WriteOperation, body: JsonObject): WriteRequest[] | undefined {
  const writes =
    operation === "BatchWriteItem"
      ? batchWrites(body)
      : operation === "TransactWriteItems"
        ? transactWrites(body)
        : [singleWrite(operation, body)];
  return allKnown(writes);
}

function singleWrite(operation: WriteOperation, body: JsonObject): WriteRequest | undefined {
  if (operation === "PutItem") return write("put", body, body.Item);
  return write(operation === "DeleteItem" ? "delete" : "update", body, body.Key);
}

function batchWrites(body: JsonObject): (WriteRequest | undefined)[] | undefined {
  if (!isJsonObject(body.RequestItems)) return undefined;
  const writes = Object.entries(body.RequestItems).flatMap(([table, requests]) =>
    Array.isArray(requests)
      ? requests.map((request: unknown) => batchWrite(table, request))
      : [undefined],
  );
  return writes.length > BATCH_WRITE_MAX_REQUESTS ? undefined : writes;
}

function batchWrite(table: string, request: unknown): WriteRequest | undefined {
  if (!isJsonObject(request)) return undefined;
  const { PutRequest: put, DeleteRequest: remove } = request;
  if (isJsonObject(put) && isAttributeMap(put.Item)) {
    return { table, kind: "put", item: put.Item, source: request };
  }
  if (isJsonObject(remove) && isAttributeMap(remove.Key)) {
    return { table, kind: "delete", item: remove.Key, source: request };
  }
  return undefined;
}

function transactWrites(body: JsonObject): (WriteRequest | undefined)[] | undefined {
  if (!Array.isArray(body.TransactItems)) return undefined;
  return body.TransactItems.map((entry: unknown) => {
    if (!isJsonObject(entry)) return undefined;
    if (isJsonObject(entry.Put)) return write("put", entry.Put, entry.Put.Item);
    if (isJsonObject(entry.Delete)) return write("delete", entry.Delete, entry.Delete.Key);
    if (isJsonObject(entry.Update)) return write("update", entry.Update, entry.Update.Key);
    if (isJsonObject(entry.ConditionCheck)) {
      return write("check", entry.ConditionCheck, entry.ConditionCheck.Key);
    }
    return undefined;
  });
}

function write(
  kind: WriteRequest["kind"],
  source: JsonObject,
  item: unknown,
): WriteRequest | undefined {
  const table = source.TableName;
  if (typeof table !== "string" || !isAttributeMap(item)) return undefined;
  return { table, kind, item, source };
}

function allKnown(
  writes: readonly (WriteRequest | undefined)[] | undefined,
): WriteRequest[] | undefined {
  if (writes === undefined || writes.length === 0) return undefined;
  const known = writes.filter((one) => one !== undefined);
  return known.length === writes.length ? known : undefined;
}
