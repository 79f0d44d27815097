import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Product } from "../cart.ts";
import type { CartPlaces } from "../carts.ts";
import { PRODUCT_PART } from "../items/keys.ts";
import { productItemSchema, productOf } from "../items/product-item.ts";
import { readItem } from "../items/read-item.ts";

/**
 * One product of the table; undefined where there is none.
 *
 * @param isConsistent whether what was written a moment ago is seen, for twice the read units
 */
export async function readProduct(
  { client, productsTable }: Pick<CartPlaces, "client" | "productsTable">,
  productId: string,
  isConsistent: boolean,
): Promise<Product | undefined> {
  const { Item } = await client.send(
    new GetCommand({
      TableName: productsTable,
      Key: { product_id: productId, part: PRODUCT_PART },
      ConsistentRead: isConsistent,
    }),
  );
  return Item && productOf(readItem(productItemSchema, Item));
}
