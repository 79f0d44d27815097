import { type CodeOf, data, environment, errorsOf, usage } from "@spillway/errors";

/** One line that stands against a checkout, and why. */
export interface LineProblem {
  readonly productId: string;
  /** What was expected, and what came. */
  readonly message: string;
}

/** What carts, stock and orders refuse. */
export const cartError = errorsOf({
  /** Nothing to order. */
  CART_EMPTY: usage(),
  /** More lines than one order can have. */
  CART_TOO_LARGE: usage(),
  /** Others changed the cart or took the same stock at the same time, again and again. */
  CHECKOUT_BUSY: environment(),
  /** Of a page of orders. */
  CURSOR_INVALID: usage(),
  /** A currency that the shop does not sell in. */
  CURRENCY_UNKNOWN: usage(),
  IDEMPOTENCY_KEY_REUSED: usage(),
  /** An item of the tables that is none of ours. */
  ITEM_UNREADABLE: data(),
  ORDER_NOT_FOUND: usage(),
  /** What a line cost when it was added is not what it costs now. */
  PRICES_CHANGED: usage<{ lines: readonly LineProblem[] }>(),
  /** Of a product that is put into the shop. */
  PRODUCT_INVALID: usage(),
  /** The shop sells no such product. */
  PRODUCT_UNKNOWN: usage(),
  /** Products of the cart that the shop does not sell any more. */
  PRODUCTS_GONE: usage<{ lines: readonly LineProblem[] }>(),
  QUANTITY_INVALID: usage(),
  /** Less is left than the cart has. */
  SOLD_OUT: usage<{ lines: readonly LineProblem[] }>(),
  /** Of a product that is never sold out. */
  STOCK_NOT_COUNTED: usage(),
  /** One line was changed so often that no more can be remembered of its requests for now. */
  TOO_MANY_CHANGES: usage(),
  /** The total is not the one that the shopper saw. */
  TOTAL_CHANGED: usage(),
});

export type CartErrorCode = CodeOf<typeof cartError>;
