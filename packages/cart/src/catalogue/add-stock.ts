import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { fullJitterDelay } from "@spillway/pacing";
import { cartError } from "../cart-error.ts";
import type { CartPlaces } from "../carts.ts";
import { stockKey } from "../items/keys.ts";
import { busyError, cancellationOf, type Obstacle } from "../stock/obstacles.ts";
import { readProduct } from "./product-store.ts";
import { checkUnits, spreadEvenly } from "./stock-spread.ts";

const MAX_ATTEMPTS = 12;
/** Of one transaction. @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const MAX_ITEMS = 100;

/**
 * Adds units to a product's stock, spread evenly over its counters, at any time: what is sold meanwhile stays
 * sold. In transactions of up to 100 counters, each of which acts once although the client may send it again.
 *
 * @throws SpillwayError PRODUCT_UNKNOWN; STOCK_NOT_COUNTED where the product has no counters;
 *   QUANTITY_INVALID; CHECKOUT_BUSY where checkouts kept all attempts from the same counters, or the table throttled
 */
export async function addStock(
  places: Pick<CartPlaces, "client" | "productsTable" | "clock" | "random">,
  productId: string,
  units: number,
): Promise<void> {
  checkUnits(units, { min: 1 });
  const product = await readProduct(places, productId, true);
  if (product === undefined) {
    throw cartError("PRODUCT_UNKNOWN", `expected a product of the shop; came "${productId}"`);
  }
  if (product.stockShards === undefined) {
    throw cartError(
      "STOCK_NOT_COUNTED",
      `expected a product whose stock is counted; "${productId}" has no counters`,
      { hint: "Put the product with stockShards first." },
    );
  }
  const updates = spreadEvenly(units, product.stockShards).flatMap((more, shard) =>
    more === 0 ? [] : [{ Update: addition(places.productsTable, productId, shard, more) }],
  );
  for (let start = 0; start < updates.length; start += MAX_ITEMS) {
    await transact(places, updates.slice(start, start + MAX_ITEMS));
  }
}

function addition(TableName: string, productId: string, shard: number, more: number) {
  return {
    TableName,
    Key: stockKey(productId, shard),
    UpdateExpression: "ADD #left :more",
    ExpressionAttributeNames: { "#left": "left" },
    ExpressionAttributeValues: { ":more": more },
  };
}

async function transact(
  { client, clock, random }: Pick<CartPlaces, "client" | "clock" | "random">,
  TransactItems: { readonly Update: ReturnType<typeof addition> }[],
): Promise<void> {
  const obstacles: Obstacle[] = [];
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    try {
      await client.send(new TransactWriteCommand({ TransactItems }));
      return;
    } catch (error) {
      const cancellation = cancellationOf(error, TransactItems.length);
      if (cancellation === undefined) throw error;
      obstacles.push(cancellation.obstacle);
      await clock.sleep(fullJitterDelay({ attempt, capMs: 1_000, random }));
    }
  }
  throw busyError(obstacles, `${MAX_ATTEMPTS} attempts`);
}
