import * as z from "zod";
import type { Product } from "../cart.ts";
import { PRODUCT_ID, PRODUCT_PART, STOCK_PART } from "./keys.ts";

/** In minor units: 999 each of 1,000 such products still come to a whole number that is exact. */
const MAX_PRICE = 1_000_000_000;

/** A product as it is kept, or loaded from a file by `spillway load`. */
export const productItemSchema = z.object({
  product_id: z.string().regex(PRODUCT_ID),
  part: z.literal(PRODUCT_PART),
  name: z.string(),
  /** Of one, in minor units of `currency`. */
  price: z.int().min(0).max(MAX_PRICE),
  /** ISO 4217 */
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** How many counters hold the stock; without it stock is not counted. */
  stock_shards: z.int().min(1).max(1_000).optional(),
});
export type ProductItem = z.output<typeof productItemSchema>;

/** One counter of a product's stock. All of them together are what is left. */
export const stockItemSchema = z.object({
  /** `stockKey(productId, shard)` */
  product_id: z.string(),
  part: z.literal(STOCK_PART),
  left: z.int().min(0),
});
export type StockItem = z.output<typeof stockItemSchema>;

/** The product of an item. */
export function productOf({
  product_id,
  name,
  price,
  currency,
  stock_shards,
}: ProductItem): Product {
  return {
    productId: product_id,
    name,
    price: { amount: price, currency },
    ...(stock_shards === undefined ? {} : { stockShards: stock_shards }),
  };
}
