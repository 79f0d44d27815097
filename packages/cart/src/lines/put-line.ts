import type { Money } from "../cart.ts";
import { cartError } from "../cart-error.ts";
import type { CartRules, LineChange, LineChanged, RequestKey } from "../carts.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import {
  changeLine,
  findRepeated,
  type KeptLine,
  type LinePlaces,
  type LineRequest,
} from "./change-line.ts";
import { checkChange, presentPrice } from "./check-change.ts";
import { additionOf, beginningOf, type LineUpdate, type Put, settingOf } from "./line-updates.ts";

/** Where lines are kept, and what can be put into them. */
export interface PutPlaces extends LinePlaces {
  readonly catalogue: Catalogue;
}

/** Adds to what is in the cart. One write unit and no read, but for a line that has expired: one more. */
export function addLine(
  places: PutPlaces,
  userId: string,
  change: LineChange,
  request: RequestKey,
): Promise<LineChanged> {
  return putLine(places, userId, change, request, additionOf);
}

/** Makes it so many, whatever was in the cart. It takes as much as an addition. */
export function setLine(
  places: PutPlaces,
  userId: string,
  change: LineChange,
  request: RequestKey,
): Promise<LineChanged> {
  return putLine(places, userId, change, request, settingOf);
}

async function putLine(
  places: PutPlaces,
  userId: string,
  change: LineChange,
  request: RequestKey,
  updateOf: (put: Put, rules: CartRules) => LineUpdate,
): Promise<LineChanged> {
  const { productId, quantity, price: seen } = change;
  const { rules, clock } = places;
  checkChange(change, rules);
  const line = { userId, productId, request };
  const price = await priceFor(places, line, change);
  if ("isRepeated" in price) return price;
  let expired: KeptLine | undefined;
  for (;;) {
    const put = { quantity, price, isPriceSeen: seen !== undefined, nowMs: clock.now() };
    const update =
      expired?.epoch === undefined ? updateOf(put, rules) : beginningOf(put, rules, expired.epoch);
    const outcome = await changeLine(places, line, update);
    if (outcome.kind !== "refused") {
      const { price: kept = price.amount } = outcome.line;
      const isRepeated = outcome.kind === "repeated";
      return changed(outcome.line, seen ?? { ...price, amount: kept }, isRepeated);
    }
    // Expired: it is begun anew. Refused again: another request did that meanwhile, or DynamoDB deleted it, so it is
    // there to be changed after all.
    expired = expired === undefined ? outcome.line : undefined;
  }
}

/** The price; or the answer, where the request acted before the shop would have refused it. */
async function priceFor(
  places: PutPlaces,
  line: LineRequest,
  change: LineChange,
): Promise<Money | LineChanged> {
  try {
    return await presentPrice(places.catalogue, change, places.rules);
  } catch (refusal) {
    if (!cartError.is(refusal, "PRICES_CHANGED") && !cartError.is(refusal, "PRODUCT_UNKNOWN")) {
      throw refusal;
    }
    const kept = await findRepeated(places, line);
    // What the shopper saw is what it acted with.
    const amount = change.price?.amount ?? kept?.price;
    if (kept === undefined || amount === undefined) throw refusal;
    return changed(kept, { amount, currency: places.rules.currency }, true);
  }
}

function changed(
  { product_id: productId, ttl }: KeptLine,
  price: Money,
  isRepeated: boolean,
): LineChanged {
  return { productId, price, expiresAt: ttl, isRepeated };
}
