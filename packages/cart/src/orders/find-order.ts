import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Order } from "../cart.ts";
import { cartError } from "../cart-error.ts";
import type { CartPlaces } from "../carts.ts";
import { orderKey } from "../items/keys.ts";
import { orderItemSchema, orderOf } from "../items/order-item.ts";
import { readItem } from "../items/read-item.ts";

/**
 * One order of a user, read consistently.
 *
 * @throws SpillwayError `ORDER_NOT_FOUND`, `ITEM_UNREADABLE`
 */
export async function findOrder(
  { client, cartTable }: Pick<CartPlaces, "client" | "cartTable">,
  userId: string,
  number: number,
): Promise<Order> {
  const { Item } = await client.send(
    new GetCommand({
      TableName: cartTable,
      Key: { user_id: userId, product_id: orderKey(number) },
      ConsistentRead: true,
    }),
  );
  if (Item !== undefined) return orderOf(readItem(orderItemSchema, Item));
  throw cartError(
    "ORDER_NOT_FOUND",
    `expected the number of an order; there is no order ${number}`,
    {
      hint: "List the orders to see their numbers.",
    },
  );
}
