import { PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { Product } from "../cart.ts";
import { cartError } from "../cart-error.ts";
import type { CartPlaces } from "../carts.ts";
import { PRODUCT_PART, stockPart } from "../items/keys.ts";
import { productItemSchema } from "../items/product-item.ts";
import { checkUnits, spreadEvenly } from "./stock-spread.ts";

/**
 * Puts a product into the shop, or changes its name and price. For many at once, `spillway load` takes a
 * file of these items.
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
  const { productId, name, price, stockShards } = product;
  const { data: Item, error } = productItemSchema.safeParse({
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
  if (stock !== undefined) {
    checkUnits(stock, { min: 0 });
    // The counters first: once the product is there, it can be bought.
    const puts = spreadEvenly(stock, stockShards ?? 0).map((left, shard) =>
      client.send(
        new PutCommand({
          TableName: productsTable,
          Item: { product_id: productId, part: stockPart(shard), left },
        }),
      ),
    );
    await Promise.all(puts);
  }
  await client.send(new PutCommand({ TableName: productsTable, Item }));
}
