import type { Money } from "../cart.ts";
import { orderKey } from "../items/keys.ts";
import type { OrderItem } from "../items/order-item.ts";
import type { PricedLine } from "./priced-lines.ts";

/** The order of all units of these lines that have not been sold yet, at what they cost now. */
export function orderItemOf(
  lines: readonly PricedLine[],
  total: Money,
  identity: {
    readonly userId: string;
    readonly number: number;
    readonly orderId: string;
    readonly nowSeconds: number;
  },
): OrderItem {
  return {
    user_id: identity.userId,
    product_id: orderKey(identity.number),
    number: identity.number,
    order_id: identity.orderId,
    placed_at: identity.nowSeconds,
    currency: total.currency,
    total: total.amount,
    lines: lines.map(({ line, product }) => ({
      product_id: line.productId,
      quantity: line.unsold,
      price: product.price.amount,
      epoch: line.epoch,
      until: line.quantity,
    })),
  };
}
