import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import { cartError } from "../cart-error.ts";
import type { CartPlaces, CartRules, RequestKey } from "../carts.ts";
import { lineItemSchema } from "../items/line-item.ts";
import { readItem } from "../items/read-item.ts";
import type { LineUpdate } from "./line-updates.ts";
import {
  isFull,
  MAX_REQUESTS,
  nextWindowSeconds,
  recallRequest,
  rememberedSchema,
  rememberRequest,
} from "./remembered-requests.ts";

/** Where the lines of carts are kept. */
export type LinePlaces = Pick<CartPlaces, "client" | "cartTable" | "rules" | "clock">;

/** Which line, and for which request. */
export interface LineRequest {
  readonly userId: string;
  readonly productId: string;
  readonly request: RequestKey;
}

const keptLineSchema = z.object({ ...lineItemSchema.shape, ...rememberedSchema.shape });
/** A line with what it remembers. */
export type KeptLine = z.output<typeof keptLineSchema>;

/** What became of an update. */
export type LineOutcome =
  | { readonly kind: "done"; readonly line: KeptLine }
  /** The line knew the request, and is as it was. */
  | { readonly kind: "repeated"; readonly line: KeptLine }
  /** The update's own condition did not hold for the line as it is; undefined where there is none (any more). */
  | { readonly kind: "refused"; readonly line: KeptLine | undefined };

/**
 * Changes one line by one UpdateItem, once for each request: one write unit for a line under 1 KB, no read.
 *
 * @throws SpillwayError IDEMPOTENCY_KEY_REUSED, TOO_MANY_CHANGES
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
 */
export async function changeLine(
  { client, cartTable, rules, clock }: LinePlaces,
  line: LineRequest,
  update: LineUpdate,
): Promise<LineOutcome> {
  const nowMs = clock.now();
  const memory = rememberRequest(line.request, nowMs, rules.repeatSeconds);
  try {
    const { Attributes: changed = {} } = await client.send(
      new UpdateCommand({
        TableName: cartTable,
        Key: keyOf(line),
        UpdateExpression: [
          `SET ${update.set}`,
          `ADD ${listOf(memory.add, update.add)}`,
          `REMOVE ${listOf(memory.remove, update.remove)}`,
        ].join(" "),
        ConditionExpression:
          update.condition === undefined
            ? memory.condition
            : `${memory.condition} AND (${update.condition})`,
        ExpressionAttributeNames: { "#ttl": "ttl" },
        ExpressionAttributeValues: { ...memory.values, ...update.values },
        ReturnValues: "ALL_NEW",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
    );
    return { kind: "done", line: readItem(keptLineSchema, changed) };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    if (error.Item === undefined) return { kind: "refused", line: undefined };
    const kept = readItem(keptLineSchema, unmarshall(error.Item));
    if (isRepeated(kept, line)) return { kind: "repeated", line: kept };
    if (isFull(kept, nowMs, rules.repeatSeconds)) throw tooManyChanges(line, nowMs, rules);
    return { kind: "refused", line: kept };
  }
}

/**
 * The line that this request has changed already; undefined where it has not.
 *
 * @throws SpillwayError IDEMPOTENCY_KEY_REUSED
 */
export async function findRepeated(
  { client, cartTable }: LinePlaces,
  line: LineRequest,
): Promise<KeptLine | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: cartTable, Key: keyOf(line), ConsistentRead: true }),
  );
  if (Item === undefined) return undefined;
  const kept = readItem(keptLineSchema, Item);
  return isRepeated(kept, line) ? kept : undefined;
}

function isRepeated(kept: KeptLine, { productId, request }: LineRequest): boolean {
  const recalled = recallRequest(kept, request);
  if (recalled !== "other") return recalled === "same";
  throw cartError(
    "IDEMPOTENCY_KEY_REUSED",
    `expected a new idempotency key; this one was used for another change of "${productId}"`,
    { hint: "Make a new key for each request, and use it again only to repeat that request." },
  );
}

function tooManyChanges({ productId }: LineRequest, nowMs: number, { repeatSeconds }: CartRules) {
  const retryAfterSeconds = nextWindowSeconds(nowMs, repeatSeconds);
  return cartError(
    "TOO_MANY_CHANGES",
    `expected at most ${MAX_REQUESTS} changes of "${productId}" in ${repeatSeconds} seconds; came more`,
    { hint: `Try again after ${retryAfterSeconds} seconds.`, details: { retryAfterSeconds } },
  );
}

function keyOf({ userId, productId }: LineRequest) {
  return { user_id: userId, product_id: productId };
}

function listOf(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(", ");
}
