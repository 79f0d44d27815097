import type { Product } from "../cart.ts";
import { type ProductsPlaces, readProductsTable } from "../catalogue/read-products-table.ts";
import { PRODUCT_PART } from "../items/keys.ts";
import { productItemSchema, productOf } from "../items/product-item.ts";
import { readItem } from "../items/read-item.ts";

/**
 * Products as they are now, read consistently: 100 in one request. One that is not sold any more is missing.
 *
 * @throws SpillwayError `CHECKOUT_BUSY` where the table throttles on and on, `ITEM_UNREADABLE`
 */
export async function presentProducts(
  places: ProductsPlaces,
  productIds: readonly string[],
): Promise<Map<string, Product>> {
  const keys = productIds.map((product_id) => ({ product_id, part: PRODUCT_PART }));
  const items = await readProductsTable(places, keys);
  const products = items.map((item) => productOf(readItem(productItemSchema, item)));
  return new Map(products.map((product) => [product.productId, product]));
}
