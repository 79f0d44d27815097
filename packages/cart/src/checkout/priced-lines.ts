import type { Money, Product } from "../cart.ts";
import { cartError, type LineProblem, type PriceProblem } from "../cart-error.ts";
import type { CartRules } from "../carts.ts";
import type { UnsoldLine } from "../ledger/ledger.ts";
import { moneyText } from "../money-text.ts";

/** A line of the cart, with its product as it is now. */
export interface PricedLine {
  readonly line: UnsoldLine;
  readonly product: Product;
}

/**
 * Lines with their products.
 *
 * @throws SpillwayError `PRODUCTS_GONE` where the shop sells one no more, or in another currency
 */
export function pricedLines(
  lines: readonly UnsoldLine[],
  products: ReadonlyMap<string, Product>,
  { currency }: Pick<CartRules, "currency">,
): PricedLine[] {
  const priced: PricedLine[] = [];
  const gone: LineProblem[] = [];
  for (const line of lines) {
    const product = products.get(line.productId);
    if (product?.price.currency === currency) priced.push({ line, product });
    else gone.push({ productId: line.productId, message: goneText(product, currency) });
  }
  if (gone.length === 0) return priced;
  throw cartError(
    "PRODUCTS_GONE",
    `expected products that the shop sells; ${gone.length} of the cart it does not`,
    { hint: "Remove these lines.", details: { lines: gone } },
  );
}

function goneText(product: Product | undefined, currency: string): string {
  if (product === undefined) return "expected a product of the shop; it has no such one any more";
  return `expected a price in ${currency}; came one in ${product.price.currency}`;
}

/** What lines cost now. */
export function presentTotal(
  lines: readonly PricedLine[],
  { currency }: Pick<CartRules, "currency">,
): Money {
  const amount = lines.reduce(
    (sum, { line, product }) => sum + line.unsold * product.price.amount,
    0,
  );
  return { amount, currency };
}

/**
 * Holds what lines cost now against what the shopper has seen: the total if one was given, else the price of each line.
 *
 * @throws SpillwayError `CURRENCY_UNKNOWN` for a total in another currency, `TOTAL_CHANGED`, `PRICES_CHANGED`
 */
export function assertSeen(
  lines: readonly PricedLine[],
  present: Money,
  seen: Money | undefined,
): void {
  if (seen !== undefined) assertSeenTotal(present, seen);
  else assertSeenPrices(lines, present);
}

function assertSeenTotal(present: Money, seen: Money): void {
  if (seen.currency !== present.currency) {
    throw cartError(
      "CURRENCY_UNKNOWN",
      `expected a total in ${present.currency}, the only currency of this shop; came ${JSON.stringify(seen.currency)}`,
    );
  }
  if (seen.amount === present.amount) return;
  throw cartError(
    "TOTAL_CHANGED",
    `expected the total ${moneyText(present)}; came ${moneyText(seen)}`,
    { hint: "Show the shopper this total, and check out with it.", details: { total: present } },
  );
}

function assertSeenPrices(lines: readonly PricedLine[], present: Money): void {
  const changed = lines
    .filter(({ line, product }) => line.price !== product.price.amount)
    .map(({ line, product: { productId, price: is } }): PriceProblem => {
      const was = { amount: line.price, currency: is.currency };
      const message = `expected ${moneyText(was)}, as it was; it is ${moneyText(is)} now`;
      return { productId, message, was, is };
    });
  if (changed.length === 0) return;
  throw cartError(
    "PRICES_CHANGED",
    `expected the prices that the cart was filled at; ${changed.length} changed, and it comes to ${moneyText(present)}`,
    {
      hint: "Show the shopper this total, and check out with it.",
      details: { lines: changed, total: present },
    },
  );
}
