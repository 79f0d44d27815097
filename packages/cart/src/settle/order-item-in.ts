import { ORDER_PREFIX } from "../items/keys.ts";
import { type OrderItem, orderItemSchema } from "../items/order-item.ts";
import { readItem } from "../items/read-item.ts";

/**
 * The order that an item of the cart table is; undefined of any other item.
 *
 * @param item as a stream's image has it, made plain
 * @throws SpillwayError `ITEM_UNREADABLE` where its key is an order's, and the rest is not
 */
export function orderItemIn(item: Readonly<Record<string, unknown>>): OrderItem | undefined {
  const { product_id: key } = item;
  const isOrder = typeof key === "string" && key.startsWith(ORDER_PREFIX);
  return isOrder ? readItem(orderItemSchema, item) : undefined;
}
