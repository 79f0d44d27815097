import type { RequestKey } from "../carts.ts";
import { changeLine } from "./change-line.ts";
import { checkProductId } from "./check-change.ts";
import { removalOf } from "./line-updates.ts";
import type { PutPlaces } from "./put-line.ts";

/**
 * Takes a product out of a cart, if it is there: one write unit and no read. Where nothing is there it is written
 * all the same, so that the request is remembered: sent once more after the next add, it must not act. But for a
 * product that the shop does not sell nothing is written: a cart can't be filled with any name.
 *
 * @throws SpillwayError PRODUCT_UNKNOWN for what can be no product's id, IDEMPOTENCY_KEY_REUSED, TOO_MANY_CHANGES
 */
export async function removeLine(
  places: PutPlaces,
  userId: string,
  productId: string,
  request: RequestKey,
): Promise<void> {
  checkProductId(productId);
  const product = await places.catalogue.product(productId);
  const removal = removalOf(places.clock.now(), places.rules);
  const condition = product === undefined ? { condition: "attribute_exists(user_id)" } : {};
  await changeLine(places, { userId, productId, request }, { ...removal, ...condition });
}
