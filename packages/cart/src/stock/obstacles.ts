import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { cartError } from "../cart-error.ts";

/** What keeps a transaction from being done now, though the next one may be. */
export type Obstacle =
  /** Another checkout of the same cart. */
  | "cart"
  /** Others who take the same stock. */
  | "stock"
  | "cart table throttles"
  | "products table throttles";

const THROTTLED: ReadonlySet<string | undefined> = new Set([
  "ProvisionedThroughputExceeded",
  "ThrottlingError",
]);
const PASSING: ReadonlySet<string | undefined> = new Set([
  ...THROTTLED,
  "None",
  "ConditionalCheckFailed",
  "TransactionConflict",
]);

/**
 * Why a transaction was cancelled.
 *
 * @param counters how many of its actions change stock counters: those come first
 * @returns the reasons' codes, one for each action, and what of them weighs most; undefined for any other error, and
 *   where another attempt would fail too
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CancellationReason.html
 */
export function cancellationOf(
  error: unknown,
  counters: number,
): { readonly codes: readonly (string | undefined)[]; readonly obstacle: Obstacle } | undefined {
  if (!(error instanceof TransactionCanceledException)) return undefined;
  const codes = error.CancellationReasons?.map(({ Code }) => Code) ?? [];
  if (!codes.every((code) => PASSING.has(code))) return undefined;
  const ofStock = codes.slice(0, counters);
  if (ofStock.some((code) => THROTTLED.has(code))) {
    return { codes, obstacle: "products table throttles" };
  }
  if (codes.some((code) => THROTTLED.has(code))) return { codes, obstacle: "cart table throttles" };
  const isOfStock = ofStock.some((code) => code !== "None");
  return { codes, obstacle: isOfStock ? "stock" : "cart" };
}

const TOLD: Readonly<Record<Obstacle, { readonly was: string; readonly hint: string }>> = {
  cart: {
    was: "another checkout of the same cart was first",
    hint: "Look at the orders: the cart may be ordered by now.",
  },
  stock: {
    was: "others had the same stock",
    hint: "Stock of a product in demand needs more counters (stock_shards).",
  },
  "cart table throttles": {
    was: "the cart table throttled",
    hint: "If it goes on, that table needs more write units.",
  },
  "products table throttles": {
    was: "the products table throttled",
    hint: "If it goes on, that table needs more write units, or a product in demand more counters (stock_shards).",
  },
};

/**
 * That it was tried long enough: what was in the way, how often, and what can be done against the most frequent.
 *
 * @param within the bound that was reached, such as `12 attempts`
 */
export function busyError(obstacles: readonly Obstacle[], within: string) {
  const times = new Map<Obstacle, number>();
  for (const obstacle of obstacles) times.set(obstacle, (times.get(obstacle) ?? 0) + 1);
  const met = [...times].toSorted(([, one], [, other]) => other - one);
  const [most] = met;
  if (most === undefined) {
    return cartError(
      "CHECKOUT_BUSY",
      `expected to be done within ${within}; the tables are slow to answer`,
      { hint: "Try again in a moment." },
    );
  }
  const told = met.map(([obstacle, count]) => `${TOLD[obstacle].was} ${timesText(count)}`);
  return cartError("CHECKOUT_BUSY", `expected to be done within ${within}; ${told.join(", ")}`, {
    hint: `Try again in a moment. ${TOLD[most[0]].hint}`,
  });
}

function timesText(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}
