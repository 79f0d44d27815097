import type { Random } from "@spillway/pacing";
import type { ShoppingOperation } from "../shopping-operation.ts";
import type { RaceProduct } from "./race-products.ts";

/** What a shopper does next. */
export type Intention =
  | { readonly is: "new"; readonly operation: ShoppingOperation }
  /** Checks out with the total that the cart comes to now. */
  | { readonly is: "checkout with total" }
  /** Sends an earlier request again; forged: with another payload under the same key. */
  | { readonly is: "again"; readonly isForged: boolean };

/** What goes on in the shop beside its shoppers. */
export type Chore = "change a price" | "put in stock" | "settle orders" | "delete expired";

/** In hundredths. */
const INTENTIONS: readonly (readonly [number, (random: Random, of: Choice) => Intention])[] = [
  [42, (random, of) => line({ kind: "add", ...productOf(random, of), ...units(random) })],
  [10, (random, of) => line({ kind: "set", ...productOf(random, of), ...units(random) })],
  [9, (random, of) => line({ kind: "remove", ...productOf(random, of) })],
  [13, () => line({ kind: "find" })],
  [12, () => line({ kind: "checkout" })],
  [4, () => ({ is: "checkout with total" })],
  [8, () => ({ is: "again", isForged: false })],
  [2, () => ({ is: "again", isForged: true })],
];
const CHORES: readonly (readonly [number, () => Chore | undefined])[] = [
  [1, () => "change a price"],
  [1, () => "put in stock"],
  [5, () => "settle orders"],
  [3, () => "delete expired"],
  [90, () => undefined],
];
const MAX_UNITS = 4;
/** Half of all that is done concerns a tenth of the users. */
const BUSY_SHARE = 0.1;

interface Choice {
  readonly products: readonly RaceProduct[];
}

/** Draws what a shopper does next. */
export function nextIntention(random: Random, of: Choice): Intention {
  return pick(random, INTENTIONS)(random, of);
}

/** Draws what else is done in the shop, mostly nothing. */
export function nextChore(random: Random): Chore | undefined {
  return pick(random, CHORES)();
}

/** Draws a user, the first ones more often. */
export function nextUser(random: Random, users: number): string {
  const busy = Math.max(1, Math.floor(users * BUSY_SHARE));
  const place = Math.floor(random() * (random() < 0.5 ? busy : users));
  return `user-${String(place).padStart(4, "0")}`;
}

/** Draws one of some. @throws RangeError of none */
export function oneOf<T>(random: Random, values: readonly T[]): T {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new RangeError("expected something to choose from; came nothing");
  return value;
}

function line(operation: ShoppingOperation): Intention {
  return { is: "new", operation };
}

/** The first products more often than the last: some lines are in demand, some are left until they expire. */
function productOf(random: Random, { products }: Choice): { readonly productId: string } {
  const product = products[Math.floor(random() ** 2 * products.length)];
  if (product === undefined) throw new RangeError("expected products; came none");
  return { productId: product.productId };
}

function units(random: Random): { readonly quantity: number } {
  return { quantity: 1 + Math.floor(random() * MAX_UNITS) };
}

function pick<T>(random: Random, weighted: readonly (readonly [number, T])[]): T {
  let draw = random() * weighted.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, value] of weighted) {
    draw -= weight;
    if (draw < 0) return value;
  }
  throw new RangeError("expected weights above 0");
}
