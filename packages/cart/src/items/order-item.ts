import * as z from "zod";
import type { Order } from "../cart.ts";

/** An order as it is kept: never changed, never expired. */
export const orderItemSchema = z.object({
  user_id: z.string(),
  /** `orderKey(number)` */
  product_id: z.string(),
  number: z.int().min(1),
  order_id: z.string(),
  /** Seconds since 1970. */
  placed_at: z.int(),
  currency: z.string(),
  /** In minor units of `currency`, as are prices. */
  total: z.int(),
  lines: z.array(
    z.object({
      product_id: z.string(),
      quantity: z.int().min(1),
      price: z.int(),
      /** Which units of the line these are: the last `quantity` of the first `until` of this epoch. */
      epoch: z.string(),
      until: z.int(),
    }),
  ),
});
export type OrderItem = z.output<typeof orderItemSchema>;

/** The order of an item. */
export function orderOf(item: OrderItem): Order {
  const { currency } = item;
  return {
    number: item.number,
    id: item.order_id,
    placedAt: item.placed_at,
    lines: item.lines.map(({ product_id: productId, quantity, price }) => ({
      ...{ productId, quantity, price: { amount: price, currency } },
    })),
    total: { amount: item.total, currency },
  };
}
