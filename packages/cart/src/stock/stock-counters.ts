import { type ProductsPlaces, readProductsTable } from "../catalogue/read-products-table.ts";
import { stockKey } from "../items/keys.ts";
import { stockItemSchema } from "../items/product-item.ts";
import { readItem } from "../items/read-item.ts";
import type { StockCounter } from "./stock-takes.ts";

/**
 * The counters of a product's stock, read consistently. One that nothing was ever put into is missing.
 *
 * @param shards how many the product has
 * @throws SpillwayError `CHECKOUT_BUSY` where the table throttles on and on, `ITEM_UNREADABLE`
 */
export async function stockCounters(
  places: ProductsPlaces,
  productId: string,
  shards: number,
): Promise<StockCounter[]> {
  const keys = Array.from({ length: shards }, (_, shard) => stockKey(productId, shard));
  const shardOf = new Map(keys.map(({ product_id }, shard) => [product_id, shard]));
  const items = await readProductsTable(places, keys);
  return items.map((item) => {
    const { product_id, left } = readItem(stockItemSchema, item);
    return { shard: shardOf.get(product_id) ?? 0, left };
  });
}
