import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Clock, Random } from "@spillway/pacing";
import type { Cart, Money, Order } from "./cart.ts";

/** Names one request of a user's, so that it acts once however often it is sent. */
export interface RequestKey {
  /** The caller's own key, or one made for this request alone. */
  readonly key: string;
  /** Of what was asked for: the same key with another one is refused. */
  readonly digest: string;
}

/** What a shopper puts into the cart. */
export interface LineChange {
  readonly productId: string;
  /** A whole number from 1 to `maxQuantity`. */
  readonly quantity: number;
  /**
   * Of one, as the shopper saw it. Default: a line that is there keeps the price that it has, so that a checkout tells
   * of a new one; else as the catalogue has it.
   */
  readonly price?: Money;
}

/** What became of a line that was changed. */
export interface LineChanged {
  readonly productId: string;
  /** Of one, as it is kept with the line. */
  readonly price: Money;
  /** Seconds since 1970. */
  readonly expiresAt: number;
  /** The same request, or an attempt of it whose answer was lost, had acted already. */
  readonly isRepeated: boolean;
}

/** One page of orders, newest first. */
export interface OrderPage {
  readonly orders: readonly Order[];
  /** Give it as `after` for the next page; undefined where there is none. */
  readonly next?: string;
}

/** The carts and orders of all users. A user is whoever `userId` says: the caller of these decides. */
export interface Carts {
  /** Adds to what is there. @throws SpillwayError PRODUCT_UNKNOWN, CURRENCY_UNKNOWN, QUANTITY_INVALID, PRICES_CHANGED, IDEMPOTENCY_KEY_REUSED, TOO_MANY_CHANGES */
  add(userId: string, change: LineChange, request: RequestKey): Promise<LineChanged>;
  /** Makes it so many, whatever was there. @throws SpillwayError as `add` */
  setQuantity(userId: string, change: LineChange, request: RequestKey): Promise<LineChanged>;
  /** Takes the product out, if it is there. @throws SpillwayError PRODUCT_UNKNOWN where it can be none, IDEMPOTENCY_KEY_REUSED, TOO_MANY_CHANGES */
  remove(userId: string, productId: string, request: RequestKey): Promise<void>;
  /** What is in the cart. */
  find(userId: string): Promise<Cart>;
  /**
   * Makes what is in the cart an order.
   *
   * @param options.total what the shopper saw; then prices may have changed since lines were added, as long as they come to this
   * @throws SpillwayError CART_EMPTY, CART_TOO_LARGE, CHECKOUT_BUSY, CURRENCY_UNKNOWN, IDEMPOTENCY_KEY_REUSED, PRICES_CHANGED, PRODUCTS_GONE, SOLD_OUT, TOTAL_CHANGED
   */
  checkout(
    userId: string,
    options: { readonly total?: Money },
    request: RequestKey,
  ): Promise<{ readonly order: Order; readonly isRepeated: boolean }>;
  /** A user's orders, newest first. @throws SpillwayError CURSOR_INVALID */
  orders(
    userId: string,
    page: { readonly limit: number; readonly after?: string },
  ): Promise<OrderPage>;
  /** One of them. @throws SpillwayError ORDER_NOT_FOUND */
  order(userId: string, number: number): Promise<Order>;
}

/** Where carts, orders and products are kept, and by which rules. */
export interface CartPlaces {
  readonly client: DynamoDBDocumentClient;
  /** Table of carts and orders: `user_id`, `product_id`. */
  readonly cartTable: string;
  /** Table of products and their stock: `product_id`, `part`. */
  readonly productsTable: string;
  readonly rules: CartRules;
  /** `now` counts from 1970. */
  readonly clock: Clock;
  readonly random: Random;
}

/** The shop's rules. */
export interface CartRules {
  /** The one that the shop sells in, ISO 4217. */
  readonly currency: string;
  /** Seconds that a line lives after it was last changed. Default of the service 2,592,000 (30 days). */
  readonly lineSeconds: number;
  /** Seconds that a request is remembered at least, so that it acts once. Default of the service 3,600. */
  readonly repeatSeconds: number;
  /** Of one product at once, and in one order. Default of the service 999. */
  readonly maxQuantity: number;
  /** Lines of one order. Default of the service 1,000. */
  readonly maxLines: number;
  /** Seconds that a product's price is taken from memory when it is added. Default of the service 60. */
  readonly catalogueSeconds: number;
  /** Seconds after which a checkout that is not done begins nothing more, by the clock that was passed in. Default 10. */
  readonly checkoutSeconds?: number;
}
