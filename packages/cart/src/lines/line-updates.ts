import { expiresAt, timeOrderedId } from "@spillway/item";
import type { Money } from "../cart.ts";
import type { CartRules } from "../carts.ts";

/** Parts of an update's expressions. `ttl` is a reserved word, so they say `#ttl`. */
export interface LineUpdate {
  readonly set: string;
  readonly add?: string;
  readonly remove?: string;
  readonly condition?: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** Units of a product on their way into a cart. */
export interface Put {
  readonly quantity: number;
  /** Of one. */
  readonly price: Money;
  /** Whether the shopper said this price. A line that is there keeps its own else, so that a checkout tells of the new one. */
  readonly isPriceSeen: boolean;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/**
 * Adds to the units that a line counts, or begins it where there is none. Refused where the line has expired
 * and DynamoDB has not deleted it yet. Pure.
 */
export function additionOf(put: Put, rules: CartRules): LineUpdate {
  return {
    set: `epoch = if_not_exists(epoch, :epoch), added_at = if_not_exists(added_at, :now), ${pricing(put)}`,
    add: "quantity :quantity",
    condition: NOT_EXPIRED,
    values: valuesOf(put, rules),
  };
}

/** Makes a line count so many, in a new epoch. Refused as an addition is. Pure. */
export function settingOf(put: Put, rules: CartRules): LineUpdate {
  return {
    set: `${NEW_EPOCH}, ${pricing(put)}`,
    remove: "settled",
    condition: NOT_EXPIRED,
    values: valuesOf(put, rules),
  };
}

/**
 * Begins a line anew that has expired.
 *
 * @param expiredEpoch only if it is still this one and has expired. Pure.
 */
export function beginningOf(put: Put, rules: CartRules, expiredEpoch: string): LineUpdate {
  return {
    set: `${NEW_EPOCH}, ${pricing({ isPriceSeen: true })}`,
    remove: "settled",
    condition: "epoch = :expired AND #ttl <= :now",
    values: { ...valuesOf(put, rules), ":expired": expiredEpoch },
  };
}

/** Leaves of a line only what it remembers of requests, for as long as it must. Pure. */
export function removalOf(
  nowMs: number,
  { repeatSeconds }: Pick<CartRules, "repeatSeconds">,
): LineUpdate {
  return {
    set: "#ttl = :ttl",
    remove: "epoch, added_at, quantity, settled, price",
    values: { ":ttl": expiresAt(nowMs, repeatSeconds) },
  };
}

const NOT_EXPIRED = "attribute_not_exists(epoch) OR #ttl > :now";
const NEW_EPOCH = "epoch = :epoch, added_at = :now, quantity = :quantity";

function pricing({ isPriceSeen }: Pick<Put, "isPriceSeen">): string {
  const price = isPriceSeen ? ":price" : "if_not_exists(price, :price)";
  return `price = ${price}, currency = :currency, #ttl = :ttl`;
}

function valuesOf({ quantity, price, nowMs }: Put, { lineSeconds }: CartRules) {
  return {
    ":epoch": newEpoch(nowMs),
    ":quantity": quantity,
    ":price": price.amount,
    ":currency": price.currency,
    ":now": Math.floor(nowMs / 1_000),
    ":ttl": expiresAt(nowMs, lineSeconds),
  };
}

/** A UUID in 22 characters: a cart keeps one for each product that was sold. */
function newEpoch(nowMs: number): string {
  return Buffer.from(timeOrderedId(nowMs).replaceAll("-", ""), "hex").toString("base64url");
}
