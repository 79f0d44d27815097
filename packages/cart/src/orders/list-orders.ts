import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { cartError } from "../cart-error.ts";
import type { CartPlaces, OrderPage } from "../carts.ts";
import { MAX_ORDER_NUMBER, orderKey } from "../items/keys.ts";
import { orderItemSchema, orderOf } from "../items/order-item.ts";
import { readItem } from "../items/read-item.ts";

/**
 * One page of a user's orders, newest first. Orders are numbered without a gap and never deleted, so the number
 * of the last one is the cursor.
 *
 * @param page.limit 1 or more; a page of large orders, 1 MB, may hold fewer
 * @throws SpillwayError `CURSOR_INVALID`, `ITEM_UNREADABLE`
 */
export async function listOrders(
  { client, cartTable }: Pick<CartPlaces, "client" | "cartTable">,
  userId: string,
  { limit, after }: { readonly limit: number; readonly after?: string },
): Promise<OrderPage> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: cartTable,
      ConsistentRead: true,
      KeyConditionExpression: "user_id = :user AND product_id BETWEEN :first AND :last",
      ExpressionAttributeValues: {
        ":user": userId,
        ":first": orderKey(0),
        ":last": orderKey(after === undefined ? MAX_ORDER_NUMBER : numberOf(after) - 1),
      },
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  const orders = Items.map((item) => orderOf(readItem(orderItemSchema, item)));
  const last = orders.at(-1)?.number ?? 1;
  return { orders, ...(last > 1 && { next: String(last) }) };
}

function numberOf(cursor: string): number {
  if (/^[1-9]\d{0,9}$/.test(cursor)) return Number(cursor);
  throw cartError("CURSOR_INVALID", `expected the next of a page of orders; came "${cursor}"`, {
    hint: "Leave it out to begin with the newest order.",
  });
}
