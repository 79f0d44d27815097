import type { AttributeMap } from "@spillway/item";
import { isAttributeMap, type JsonObject } from "../http/wire-json.ts";
import type { WriteOperation } from "./write-request.ts";

/** How a request is sent so that its answer brings the item as it was before. */
export interface AskedForOldItem {
  readonly body: Buffer;
  /** Whether the client asked for it too; else it is taken out of the answer. */
  readonly isForClient: boolean;
}

const RETURNING: readonly WriteOperation[] = ["PutItem", "DeleteItem", "UpdateItem"];
const OPENING = Buffer.from('{"ReturnValues":"ALL_OLD",');
const BRACE = 0x7b;

/**
 * Asks for the old item by `ReturnValues`.
 *
 * @param sent the body as the client sent it
 * @param body what is in it
 * @returns undefined where that can't be: batches and transactions have no such parameter, and an
 *   update may ask for something else with it
 */
export function askForOldItem(
  operation: WriteOperation,
  sent: Buffer,
  body: JsonObject,
): AskedForOldItem | undefined {
  if (!RETURNING.includes(operation)) return undefined;
  const { ReturnValues: returned } = body;
  if (returned === "ALL_OLD") return { body: sent, isForClient: true };
  if (returned === "NONE") {
    const changed = JSON.stringify({ ...body, ReturnValues: "ALL_OLD" });
    return { body: Buffer.from(changed), isForClient: false };
  }
  if (returned !== undefined) return undefined;
  const rest = sent.subarray(sent.indexOf(BRACE) + 1);
  return { body: Buffer.concat([OPENING, rest]), isForClient: false };
}

/** The old item that an answer brings; undefined when there was none. */
export function oldItemOf(content: JsonObject): AttributeMap | undefined {
  return isAttributeMap(content.Attributes) ? content.Attributes : undefined;
}
