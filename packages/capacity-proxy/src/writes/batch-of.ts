import { isJsonObject, type JsonObject } from "../http/wire-json.ts";
import type { MeteredWrite } from "./admission.ts";

/** `RequestItems` or `UnprocessedItems` of these writes. */
export function batchOf(writes: readonly MeteredWrite[]): JsonObject {
  const byTable = Map.groupBy(writes, (write) => write.request.table);
  return Object.fromEntries(
    [...byTable].map(([table, ofTable]) => [table, ofTable.map(({ request }) => request.source)]),
  );
}

/** `UnprocessedItems` of an answer with these writes added. */
export function withUnprocessed(content: JsonObject, back: readonly MeteredWrite[]): JsonObject {
  const merged: Record<string, unknown> = { ...batchOf(back) };
  const ofEngine = isJsonObject(content.UnprocessedItems) ? content.UnprocessedItems : {};
  for (const [table, requests] of Object.entries(ofEngine)) {
    merged[table] = [requests, merged[table] ?? []].flat();
  }
  return merged;
}
