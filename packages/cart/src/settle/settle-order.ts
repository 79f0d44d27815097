import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { CartPlaces, CartRules } from "../carts.ts";
import type { OrderItem } from "../items/order-item.ts";
import { removalOf } from "../lines/line-updates.ts";

type SettlePlaces = Pick<CartPlaces, "client" | "cartTable" | "clock"> & {
  readonly rules: Pick<CartRules, "repeatSeconds">;
};

/** The settler settles ten orders at once, and an SDK client has 50 connections. */
const LINES_AT_ONCE = 10;

/**
 * Clears the lines away that an order took. Nobody sees a difference: what is sold is not in the cart, whether its
 * line is still kept or not. But a sold line that is left would be deleted by its TTL one day, and look like an
 * abandoned one.
 *
 * A line is cleared only while it holds just what the order took. One that has got more units since is kept, and a
 * later order clears it. So it may be called at any time, again and again, and in any order.
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
  { client, cartTable, rules, clock }: SettlePlaces,
  userId: string,
  { product_id, epoch, until }: OrderItem["lines"][number],
): Promise<boolean> {
  const removal = removalOf(clock.now(), rules);
  try {
    await client.send(
      new UpdateCommand({
        TableName: cartTable,
        Key: { user_id: userId, product_id },
        UpdateExpression: `SET ${removal.set} REMOVE ${removal.remove}`,
        ConditionExpression: "epoch = :epoch AND quantity = :until",
        ExpressionAttributeNames: { "#ttl": "ttl" },
        ExpressionAttributeValues: { ...removal.values, ":epoch": epoch, ":until": until },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
