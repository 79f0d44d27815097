import {
  BatchGetCommand,
  type BatchGetCommandInput,
  type BatchGetCommandOutput,
} from "@aws-sdk/lib-dynamodb";
import { fullJitterDelay } from "@spillway/pacing";
import type { Product } from "../cart.ts";
import { cartError } from "../cart-error.ts";
import type { CartPlaces } from "../carts.ts";
import { PRODUCT_PART } from "../items/keys.ts";
import { productItemSchema, productOf } from "../items/product-item.ts";
import { readItem } from "../items/read-item.ts";

const KEYS_A_REQUEST = 100;
const MAX_ATTEMPTS = 8;

/**
 * Products as they are now, read consistently: 100 in one request. One that is not sold any more is missing.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
 * @throws SpillwayError `CHECKOUT_BUSY` where the table throttles on and on, `ITEM_UNREADABLE`
 */
export async function presentProducts(
  places: Pick<CartPlaces, "client" | "productsTable" | "clock" | "random">,
  productIds: readonly string[],
): Promise<Map<string, Product>> {
  const pages = [];
  for (let at = 0; at < productIds.length; at += KEYS_A_REQUEST) {
    pages.push(productsOf(places, productIds.slice(at, at + KEYS_A_REQUEST)));
  }
  const products = (await Promise.all(pages)).flat();
  return new Map(products.map((product) => [product.productId, product]));
}

async function productsOf(
  { client, productsTable, clock, random }: Parameters<typeof presentProducts>[0],
  productIds: readonly string[],
): Promise<Product[]> {
  const products: Product[] = [];
  const Keys = productIds.map((product_id) => ({ product_id, part: PRODUCT_PART }));
  let wanted: BatchGetCommandInput["RequestItems"] = {
    [productsTable]: { Keys, ConsistentRead: true },
  };
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const { Responses = {}, UnprocessedKeys = {} }: BatchGetCommandOutput = await client.send(
      new BatchGetCommand({ RequestItems: wanted }),
    );
    for (const item of Responses[productsTable] ?? []) {
      products.push(productOf(readItem(productItemSchema, item)));
    }
    if (UnprocessedKeys[productsTable] === undefined) return products;
    // What a throttled table left out comes back as not processed, and the SDK does not ask again.
    wanted = UnprocessedKeys;
    await clock.sleep(fullJitterDelay({ attempt, random }));
  }
  throw cartError("CHECKOUT_BUSY", "expected the prices of all lines; the table gave some only", {
    hint: "Try again in a moment.",
  });
}
