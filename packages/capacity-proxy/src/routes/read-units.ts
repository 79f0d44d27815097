import { READ_UNIT_BYTES, TRANSACTION_UNIT_FACTOR } from "@spillway/capacity";
import { itemSize } from "@spillway/item";
import { isAttributeMap, isJsonObject, type JsonObject } from "../http/wire-json.ts";

/** A table, or an index of it, that a request reads. */
export interface ReadTarget {
  /** The table as the client named it: a name or an ARN. */
  readonly table: string;
  readonly index?: string;
}

/** Read units by target. */
export interface ReadUnits extends ReadTarget {
  readonly units: number;
}

const READ_OPERATIONS = ["GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems"];

export function isReadOperation(operation: string): boolean {
  return READ_OPERATIONS.includes(operation);
}

/** What a request reads; empty when it isn't of its operation's form. */
export function readTargets(operation: string, body: JsonObject): readonly ReadTarget[] {
  if (operation === "BatchGetItem") {
    return isJsonObject(body.RequestItems)
      ? Object.keys(body.RequestItems).map((table) => ({ table }))
      : [];
  }
  if (operation === "TransactGetItems") {
    const tables = transactGets(body).map((get) => get.TableName);
    return [...new Set(tables)].filter((table) => typeof table === "string").map(asTarget);
  }
  if (typeof body.TableName !== "string") return [];
  if (typeof body.IndexName !== "string") return [{ table: body.TableName }];
  return [{ table: body.TableName, index: body.IndexName }];
}

/**
 * Units of a read from its answer: 4 KB each, half when it need not be consistent, double in a
 * transaction. Only what came back can be weighed, so a filter or a projection makes it too small;
 * for a filter it is scaled up by the share of items that passed.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function readUnits(
  operation: string,
  body: JsonObject,
  content: JsonObject,
): readonly ReadUnits[] {
  if (operation === "BatchGetItem") return batchUnits(body, content);
  if (operation === "TransactGetItems") return transactUnits(body, content);
  const [target] = readTargets(operation, body);
  if (target === undefined) return [];
  const factor = body.ConsistentRead === true ? 1 : 0.5;
  const bytes = operation === "GetItem" ? sizeOf(content.Item) : pageSize(content);
  return [{ ...target, units: unitsOf(bytes) * factor }];
}

function batchUnits(body: JsonObject, content: JsonObject): readonly ReadUnits[] {
  const requested = isJsonObject(body.RequestItems) ? body.RequestItems : {};
  const responses = isJsonObject(content.Responses) ? content.Responses : {};
  const unread = isJsonObject(content.UnprocessedKeys) ? content.UnprocessedKeys : {};
  return Object.entries(requested).map(([table, request]) => {
    const items = listOf(responses[table]);
    const missing = keyCount(request) - keyCount(unread[table]) - items.length;
    const found = items.reduce<number>((sum, item) => sum + unitsOf(sizeOf(item)), 0);
    const factor = isJsonObject(request) && request.ConsistentRead === true ? 1 : 0.5;
    return { table, units: (found + Math.max(0, missing)) * factor };
  });
}

function transactUnits(body: JsonObject, content: JsonObject): readonly ReadUnits[] {
  const responses = listOf(content.Responses);
  return transactGets(body).flatMap((get, place) => {
    const response = responses[place];
    const bytes = isJsonObject(response) ? sizeOf(response.Item) : 0;
    const units = unitsOf(bytes) * TRANSACTION_UNIT_FACTOR;
    return typeof get.TableName === "string" ? [{ table: get.TableName, units }] : [];
  });
}

function pageSize(content: JsonObject): number {
  const items = listOf(content.Items);
  const bytes = items.reduce<number>((sum, item) => sum + sizeOf(item), 0);
  const scanned = typeof content.ScannedCount === "number" ? content.ScannedCount : items.length;
  return items.length === 0 ? 0 : bytes * Math.max(1, scanned / items.length);
}

function unitsOf(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / READ_UNIT_BYTES));
}

function sizeOf(item: unknown): number {
  return isAttributeMap(item) ? itemSize(item) : 0;
}

function keyCount(request: unknown): number {
  return isJsonObject(request) ? listOf(request.Keys).length : 0;
}

function transactGets(body: JsonObject): readonly JsonObject[] {
  return listOf(body.TransactItems).map((entry) =>
    isJsonObject(entry) && isJsonObject(entry.Get) ? entry.Get : {},
  );
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function asTarget(table: string): ReadTarget {
  return { table };
}
