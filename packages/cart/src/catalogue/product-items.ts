import * as z from "zod";
import type { Product } from "../cart.ts";
import { cartError } from "../cart-error.ts";
import { PRODUCT_PART, stockKey } from "../items/keys.ts";
import { type ProductItem, productItemSchema, type StockItem } from "../items/product-item.ts";
import { checkUnits, spreadEvenly } from "./stock-spread.ts";

/**
 * A product as the products table keeps it: the stock counters first, so that it can be bought only once they are there.
 * As lines of JSON these are what `spillway load` takes, for a catalogue of any size; a load writes them in any order, so
 * load while nobody buys these products. With `stock` a later load puts the counters back to it, and what was sold
 * since is sold again: leave it out of a new price list. Pure.
 *
 * @param stock units in all, spread evenly over the counters; default: no counters
 * @throws SpillwayError PRODUCT_INVALID, QUANTITY_INVALID
 * @example
 * const kettle = { productId: "kettle", name: "Kettle", price: { amount: 2_999, currency: "EUR" }, stockShards: 2 };
 * productItems(kettle, 5);
 * // → [{ product_id: "kettle#000", part: "STOCK", left: 3 }, { product_id: "kettle#001", part: "STOCK", left: 2 },
 * //    { product_id: "kettle", part: "PRODUCT", name: "Kettle", price: 2999, currency: "EUR", stock_shards: 2 }]
 */
export function productItems(
  { productId, name, price, stockShards }: Product,
  stock?: number,
): (ProductItem | StockItem)[] {
  const { data: product, error } = productItemSchema.safeParse({
    product_id: productId,
    part: PRODUCT_PART,
    name,
    price: price.amount,
    currency: price.currency,
    ...(stockShards === undefined ? {} : { stock_shards: stockShards }),
  });
  if (error !== undefined) {
    throw cartError(
      "PRODUCT_INVALID",
      `expected a product that can be sold; came "${productId}": ${z.prettifyError(error)}`,
    );
  }
  if (stock === undefined) return [product];
  checkUnits(stock, { min: 0 });
  const counters = spreadEvenly(stock, stockShards ?? 0).map((left, shard) => ({
    ...stockKey(productId, shard),
    left,
  }));
  return [...counters, product];
}
