import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { UpdateCommand, type UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import type { CartPlaces, CartRules } from "../carts.ts";
import type { OrderItem } from "../items/order-item.ts";
import { removalOf } from "../lines/line-updates.ts";

type SettlePlaces = Pick<CartPlaces, "client" | "cartTable" | "clock"> & {
  readonly rules: Pick<CartRules, "repeatSeconds">;
};

/** The settler settles ten orders at once, and an SDK client has 50 connections. */
const LINES_AT_ONCE = 5;

/**
 * Clears the lines away that an order took. Nobody sees a difference: what is sold is not in the cart, whether its
 * line is still kept or not. But a sold line that is left would be deleted by its TTL one day, and look like an
 * abandoned one.
 *
 * A line is cleared only while it holds just what the order took. One that has got more units since is kept, with how
 * many of its `quantity` are `settled`, and a later order clears it. So it may be called at any time, again and again, and
 * in any order.
 *
 * @returns how many lines were cleared by this call, and how many were kept
 */
export async function settleOrder(
  places: SettlePlaces,
  order: OrderItem,
): Promise<{ readonly settled: number; readonly kept: number }> {
  let settled = 0;
  for (let at = 0; at < order.lines.length; at += LINES_AT_ONCE) {
    const lines = order.lines.slice(at, at + LINES_AT_ONCE);
    const cleared = await Promise.all(lines.map((line) => clearLine(places, order.user_id, line)));
    settled += cleared.filter(Boolean).length;
  }
  return { settled, kept: order.lines.length - settled };
}

/** Leaves of a line what a removal leaves: the requests that changed it are remembered on. */
async function clearLine(
  places: SettlePlaces,
  userId: string,
  { product_id, epoch, until }: OrderItem["lines"][number],
): Promise<boolean> {
  const key = { user_id: userId, product_id };
  const values = { ":epoch": epoch, ":until": until };
  const removal = removalOf(places.clock.now(), places.rules);
  const isCleared = await updateIf(places, key, {
    UpdateExpression: `SET ${removal.set} REMOVE ${removal.remove}`,
    ConditionExpression: "epoch = :epoch AND quantity = :until",
    ExpressionAttributeNames: { "#ttl": "ttl" },
    ExpressionAttributeValues: { ...removal.values, ...values },
  });
  if (isCleared) return true;
  // It has got more units: how many are sold is noted, so that the others alone are announced as abandoned.
  await updateIf(places, key, {
    UpdateExpression: "SET settled = :until",
    ConditionExpression: "epoch = :epoch AND (attribute_not_exists(settled) OR settled < :until)",
    ExpressionAttributeValues: values,
  });
  return false;
}

async function updateIf(
  { client, cartTable }: SettlePlaces,
  key: { readonly user_id: string; readonly product_id: string },
  update: Pick<
    UpdateCommandInput,
    | "UpdateExpression"
    | "ConditionExpression"
    | "ExpressionAttributeNames"
    | "ExpressionAttributeValues"
  >,
): Promise<boolean> {
  try {
    await client.send(new UpdateCommand({ TableName: cartTable, Key: key, ...update }));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
