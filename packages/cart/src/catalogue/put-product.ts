import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { Product } from "../cart.ts";
import type { CartPlaces } from "../carts.ts";
import { productItems } from "./product-items.ts";

/**
 * Puts a product into the shop, or changes its name and price. For many at once see `productItems`.
 *
 * @param stock units of it in all, spread evenly over its counters, whatever they held before. Default: the
 *   counters stay as they are; a product without any has none left. Give it for a new product only, or while
 *   nobody buys: `addStock` is safe at any time. The number of counters can grow but not shrink: units in a
 *   counter beyond the last would not be sold.
 * @throws SpillwayError PRODUCT_INVALID, QUANTITY_INVALID
 * @example
 * await putProduct(
 *   { client, productsTable: "products" },
 *   { productId: "kettle", name: "Kettle", price: { amount: 2_999, currency: "EUR" }, stockShards: 4 },
 *   500,
 * );
 */
export async function putProduct(
  { client, productsTable }: Pick<CartPlaces, "client" | "productsTable">,
  product: Product,
  stock?: number,
): Promise<void> {
  const items = productItems(product, stock);
  const put = (Item: (typeof items)[number]) =>
    client.send(new PutCommand({ TableName: productsTable, Item }));
  await Promise.all(items.slice(0, -1).map(put));
  await Promise.all(items.slice(-1).map(put));
}
