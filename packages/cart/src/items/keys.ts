import { shardedKey } from "@spillway/item";

// The cart table: partition key user_id, sort key product_id. Product ids begin with a letter or a digit, so that
// what else a user has sorts before them: "!" before "#" before "0".

/** Sort key of what has been sold of a cart. The cart is everything from here on, in one query. */
export const STATE_KEY = "#CART";

/** What the sort keys of orders begin with. */
export const ORDER_PREFIX = "!ORDER#";

const DIGITS = 10;

/** What is higher than any number of an order. */
export const MAX_ORDER_NUMBER = 10 ** DIGITS - 1;

/** Sort key of a user's order: they sort by number. */
export function orderKey(number: number): string {
  return `${ORDER_PREFIX}${String(number).padStart(DIGITS, "0")}`;
}

// The products table: partition key product_id, sort key part.

/** Sort key of what a product is and costs. */
export const PRODUCT_PART = "PRODUCT";

/** Sort key of a stock counter. */
export const STOCK_PART = "STOCK";

/**
 * Key of one of a product's stock counters, from 0. Each is a partition key of its own, since that is what 1,000
 * write units a second are for: counters under one partition key would share them.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-sharding.html
 */
export function stockKey(
  productId: string,
  shard: number,
): { readonly product_id: string; readonly part: typeof STOCK_PART } {
  return { product_id: shardedKey(productId, shard), part: STOCK_PART };
}

/** What a product may be called: 1 to 64 of a-z A-Z 0-9 . _ -, a letter or digit first. */
export const PRODUCT_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
