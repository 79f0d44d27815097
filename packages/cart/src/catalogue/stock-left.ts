import type { CartPlaces } from "../carts.ts";
import { stockCounters } from "../stock/stock-counters.ts";
import { readProduct } from "./product-store.ts";

type Places = Pick<CartPlaces, "client" | "productsTable" | "clock" | "random">;

/**
 * How many units of a product can still be sold.
 *
 * @returns undefined where its stock is not counted
 * @throws SpillwayError CHECKOUT_BUSY where the table throttles on and on
 */
export async function stockLeft(places: Places, productId: string): Promise<number | undefined> {
  return (await stockByCounter(places, productId))?.reduce((sum, left) => sum + left, 0);
}

/** The same, of each of its counters that anything was ever put into. */
export async function stockByCounter(
  places: Places,
  productId: string,
): Promise<readonly number[] | undefined> {
  const product = await readProduct(places, productId, true);
  if (product?.stockShards === undefined) return undefined;
  const counters = await stockCounters(places, productId, product.stockShards);
  return counters.toSorted((one, other) => one.shard - other.shard).map(({ left }) => left);
}
