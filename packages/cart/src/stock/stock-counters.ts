import { paginateQuery } from "@aws-sdk/lib-dynamodb";
import type { CartPlaces } from "../carts.ts";
import { STOCK_PREFIX } from "../items/keys.ts";
import { stockItemSchema } from "../items/product-item.ts";
import { readItem } from "../items/read-item.ts";
import type { StockCounter } from "./stock-takes.ts";

/**
 * All counters of a product's stock, read consistently. None where nothing was ever put in.
 *
 * @throws SpillwayError `ITEM_UNREADABLE`
 */
export async function stockCounters(
  { client, productsTable }: Pick<CartPlaces, "client" | "productsTable">,
  productId: string,
): Promise<StockCounter[]> {
  const pages = paginateQuery(
    { client },
    {
      TableName: productsTable,
      ConsistentRead: true,
      KeyConditionExpression: "product_id = :product AND begins_with(part, :stock)",
      ExpressionAttributeValues: { ":product": productId, ":stock": STOCK_PREFIX },
    },
  );
  const counters: StockCounter[] = [];
  for await (const { Items = [] } of pages) {
    counters.push(...Items.map((item) => readItem(stockItemSchema, item)));
  }
  return counters;
}
