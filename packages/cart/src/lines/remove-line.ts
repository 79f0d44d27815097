import type { RequestKey } from "../carts.ts";
import { changeLine, type LinePlaces } from "./change-line.ts";
import { checkProductId } from "./check-change.ts";
import { removalOf } from "./line-updates.ts";

/**
 * Takes a product out of a cart, if it is there: one write unit and no read. Where nothing is there it is written
 * all the same, so that the request is remembered: sent once more after the next add, it must not act.
 *
 * @throws SpillwayError PRODUCT_UNKNOWN for what can be no product's id, IDEMPOTENCY_KEY_REUSED, TOO_MANY_CHANGES
 */
export async function removeLine(
  places: LinePlaces,
  userId: string,
  productId: string,
  request: RequestKey,
): Promise<void> {
  checkProductId(productId);
  const update = removalOf(places.clock.now(), places.rules);
  await changeLine(places, { userId, productId, request }, update);
}
