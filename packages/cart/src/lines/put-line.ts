import { expiresAt } from "@spillway/item";
import type { Money } from "../cart.ts";
import { cartError } from "../cart-error.ts";
import type { LineChange, LineChanged, RequestKey } from "../carts.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import {
  changeLine,
  findRepeated,
  type KeptLine,
  type LinePlaces,
  type LineRequest,
} from "./change-line.ts";
import { checkChange, presentPrice } from "./check-change.ts";
import { additionOf, beginningOf, type LineUpdate, type Put } from "./line-updates.ts";

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
  return putLine(places, userId, change, request, (put, expired) =>
    expired === undefined
      ? additionOf(put, places.rules)
      : beginningOf(put, places.rules, expired.epoch),
  );
}

/** Makes it so many, whatever was in the cart. One write unit and no read. */
export function setLine(
  places: PutPlaces,
  userId: string,
  change: LineChange,
  request: RequestKey,
): Promise<LineChanged> {
  return putLine(places, userId, change, request, (put) => beginningOf(put, places.rules));
}

async function putLine(
  places: PutPlaces,
  userId: string,
  change: LineChange,
  request: RequestKey,
  updateOf: (put: Put, expired: KeptLine | undefined) => LineUpdate,
): Promise<LineChanged> {
  const { productId, quantity } = change;
  checkChange(change, places.rules);
  const line = { userId, productId, request };
  const price = await priceFor(places, line, change);
  if ("isRepeated" in price) return price;
  let expired: KeptLine | undefined;
  for (;;) {
    const put = { quantity, price, nowMs: places.clock.now() };
    const outcome = await changeLine(places, line, updateOf(put, expired));
    if (outcome.kind === "repeated") return repeated(outcome.line, price);
    if (outcome.kind === "done") {
      const { lineSeconds } = places.rules;
      return { productId, price, expiresAt: expiresAt(put.nowMs, lineSeconds), isRepeated: false };
    }
    // Expired: it is begun anew. Refused again: another request did that meanwhile, or DynamoDB deleted it, so it is
    // added to after all.
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
    if (kept?.price === undefined) throw refusal;
    return repeated(kept, { amount: kept.price, currency: places.rules.currency });
  }
}

function repeated(
  { product_id: productId, price, ttl }: KeptLine,
  { amount, currency }: Money,
): LineChanged {
  return {
    ...{ productId, price: { amount: price ?? amount, currency } },
    ...{ expiresAt: ttl, isRepeated: true },
  };
}
