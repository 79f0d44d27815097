import { cartError, type StockProblem } from "../cart-error.ts";
import type { ProductsPlaces } from "../catalogue/read-products-table.ts";
import type { SoldOut } from "./sold-out.ts";
import { stockCounters } from "./stock-counters.ts";
import { blindTake, type StockTake, spreadTakes } from "./stock-takes.ts";

/** Units of a product whose stock is counted. */
export interface WantedStock {
  readonly productId: string;
  /** 1 or more. */
  readonly units: number;
  /** How many counters the product has. */
  readonly shards: number;
}

/** Where stock is counted, and what is known to be gone. */
export interface StockPlaces extends ProductsPlaces {
  readonly soldOut: SoldOut;
}

/** With the cart's state and the order that makes the 100 actions that a transaction has at most. */
export const MAX_STOCK_TAKES = 98;

/**
 * From which counters an order's stock is to be taken.
 *
 * @param scarce products of which one counter was found to have too little: all their counters are read
 * @throws SpillwayError `SOLD_OUT`, `CART_TOO_LARGE` where more counters are needed than one transaction can have
 */
export async function planStock(
  places: StockPlaces,
  wanted: readonly WantedStock[],
  scarce: ReadonlySet<string>,
): Promise<StockTake[]> {
  assertFew(wanted.length);
  const plans = await Promise.all(wanted.map((line) => planLine(places, line, scarce)));
  assertNoneSoldOut(plans.flatMap(({ problem }) => problem ?? []));
  const takes = plans.flatMap((plan) => plan.takes);
  assertFew(takes.length);
  return takes;
}

async function planLine(
  places: StockPlaces,
  line: WantedStock,
  scarce: ReadonlySet<string>,
): Promise<{ readonly takes: readonly StockTake[]; readonly problem?: StockProblem }> {
  const { productId, shards } = line;
  if (!scarce.has(productId) && !places.soldOut.isRemembered(productId)) {
    return { takes: [blindTake(line, shards, places.random)] };
  }
  const counters = await stockCounters(places, productId, shards);
  places.soldOut.note(productId, counters);
  const takes = spreadTakes(line, counters, places.random);
  return takes === undefined ? { takes: [], problem: problemOf(line, counters) } : { takes };
}

function assertFew(takes: number): void {
  if (takes <= MAX_STOCK_TAKES) return;
  throw cartError(
    "CART_TOO_LARGE",
    `expected at most ${MAX_STOCK_TAKES} stock counters in one order; this cart needs ${takes}`,
    { hint: "Order products of limited stock in several orders, or fewer units of them." },
  );
}

function assertNoneSoldOut(lines: readonly StockProblem[]): void {
  if (lines.length === 0) return;
  throw cartError(
    "SOLD_OUT",
    `expected enough stock for every line; of ${lines.length} there is too little`,
    { hint: "Lower the quantity of these lines, or remove them.", details: { lines } },
  );
}

function problemOf(
  { productId, units }: WantedStock,
  counters: readonly { readonly left: number }[],
): StockProblem {
  const left = counters.reduce((sum, counter) => sum + counter.left, 0);
  return { productId, message: `expected at most ${left}, which are left; came ${units}`, left };
}
