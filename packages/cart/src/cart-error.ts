import { type CodeOf, data, environment, errorsOf, usage } from "@spillway/errors";
import type { Money } from "./cart.ts";

/** One line that stands against a checkout, and why. */
export interface LineProblem {
  readonly productId: string;
  /** What was expected, and what came. */
  readonly message: string;
}

/** A line whose product does not cost what the shopper saw. */
export interface PriceProblem extends LineProblem {
  /** Of one, as the shopper saw it. */
  readonly was: Money;
  /** Of one, now. */
  readonly is: Money;
}

/** A line that wants more than there is. */
export interface StockProblem extends LineProblem {
  /** Units, 0 or more. */
  readonly left: number;
}

/** What carts, stock and orders refuse. */
export const cartError = errorsOf({
  /** Nothing to order. */
  CART_EMPTY: usage(),
  /** More lines than one order can have. */
  CART_TOO_LARGE: usage(),
  /** Others changed the cart or took the same stock at the same time, or a table throttled, again and again. */
  CHECKOUT_BUSY: environment(),
  /** Of a page of orders. */
  CURSOR_INVALID: usage(),
  /** A currency that the shop does not sell in. */
  CURRENCY_UNKNOWN: usage(),
  IDEMPOTENCY_KEY_REUSED: usage(),
  /** An item of the tables that is none of ours. */
  ITEM_UNREADABLE: data(),
  ORDER_NOT_FOUND: usage(),
  /** What a line cost when it was added is not what it costs now; of a checkout with what the cart comes to now. */
  PRICES_CHANGED: usage<{ lines: readonly PriceProblem[]; total?: Money }>(),
  /** Of a product that is put into the shop. */
  PRODUCT_INVALID: usage(),
  /** The shop sells no such product. */
  PRODUCT_UNKNOWN: usage(),
  /** Products of the cart that the shop does not sell any more. */
  PRODUCTS_GONE: usage<{ lines: readonly LineProblem[] }>(),
  QUANTITY_INVALID: usage(),
  /** Less is left than the cart has. */
  SOLD_OUT: usage<{ lines: readonly StockProblem[] }>(),
  /** Of a product that is never sold out. */
  STOCK_NOT_COUNTED: usage(),
  /** One line was changed so often that no more can be remembered of its requests for now. */
  TOO_MANY_CHANGES: usage<{ retryAfterSeconds: number }>(),
  /** The total is not the one that the shopper saw. Its details have the present one. */
  TOTAL_CHANGED: usage<{ total: Money }>(),
});

export type CartErrorCode = CodeOf<typeof cartError>;
