import { itemSize, MAX_ITEM_BYTES, toAttributeMap } from "@spillway/item";
import { cartError } from "../cart-error.ts";
import type { Placement } from "./place-order.ts";

/**
 * Whether an order, and what has to be remembered of it, fit into an item each. An order of 1,000 lines takes a third
 * of one. What has been sold grows with lines that are not settled yet, and with orders made within `repeatSeconds`:
 * there is room for some thousands of both.
 *
 * @throws SpillwayError `CART_TOO_LARGE`, `CHECKOUT_BUSY`
 */
export function assertFits({ order, state }: Pick<Placement, "order" | "state">): void {
  const orderBytes = itemSize(toAttributeMap(order));
  if (orderBytes > MAX_ITEM_BYTES) {
    throw cartError(
      "CART_TOO_LARGE",
      `expected an order of at most ${MAX_ITEM_BYTES} bytes; this cart makes one of ${orderBytes}`,
      { hint: "Remove lines, and order them afterwards." },
    );
  }
  const stateBytes = itemSize(toAttributeMap(state));
  if (stateBytes > MAX_ITEM_BYTES) {
    throw cartError(
      "CHECKOUT_BUSY",
      `expected at most ${MAX_ITEM_BYTES} bytes to remember of recent orders; it would be ${stateBytes}`,
      { hint: "Try again later: orders that were settled an hour ago are forgotten." },
    );
  }
}
