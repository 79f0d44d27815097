import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { CartPlaces } from "../carts.ts";
import { STOCK_PREFIX } from "../items/keys.ts";
import { stockItemSchema } from "../items/product-item.ts";
import { readItem } from "../items/read-item.ts";

/**
 * How many units of a product can still be sold.
 *
 * @returns undefined where its stock is not counted
 */
export async function stockLeft(
  { client, productsTable }: Pick<CartPlaces, "client" | "productsTable">,
  productId: string,
): Promise<number | undefined> {
  // A product has at most 1,000 counters of some 40 bytes: one page.
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: productsTable,
      KeyConditionExpression: "product_id = :product AND begins_with(part, :stock)",
      ExpressionAttributeValues: { ":product": productId, ":stock": STOCK_PREFIX },
      ConsistentRead: true,
    }),
  );
  if (Items.length === 0) return undefined;
  return Items.reduce((sum, item) => sum + readItem(stockItemSchema, item).left, 0);
}
