import type { PriceChange } from "../history.ts";
import type { Sale } from "../raced-carts.ts";
import { pricesDuring } from "./prices-during.ts";
import type { Take } from "./takes.ts";
import type { Violation } from "./violation.ts";

/** Whether what a user paid is what was bought, at prices of the time: of orders that nobody was told of too. */
export function checkTotals(
  userId: string,
  takes: readonly Take[],
  prices: readonly PriceChange[],
): Violation[] {
  const violations: Violation[] = [];
  const broken = (message: string) => violations.push({ rule: "totals", message });
  for (const { sale, span } of takes) {
    const { lines, total } = sale;
    const name = `an order of ${userId}`;
    if (!isSumOf(sale)) {
      const sums = lines.map(({ quantity, price }) => `${quantity} × ${price.amount}`).join(" + ");
      broken(`${name}: expected a total of ${sums} in whole minor units; came ${total.amount}`);
    }
    if (new Set(lines.map(({ productId }) => productId)).size < lines.length) {
      broken(`${name}: expected each product in one line`);
    }
    for (const { productId, price, quantity } of lines) {
      if (!(Number.isInteger(quantity) && quantity > 0)) broken(`${name}: came ${quantity} units`);
      const possible = pricesDuring(prices, productId, span);
      if (possible.includes(price.amount)) continue;
      broken(`${name}: expected ${productId} for ${possible.join(" or ")}; came ${price.amount}`);
    }
  }
  return violations;
}

function isSumOf({ lines, total }: Sale): boolean {
  const sum = lines.reduce((all, { quantity, price }) => all + BigInt(quantity) * cents(price), 0n);
  return Number.isSafeInteger(total.amount) && BigInt(total.amount) === sum;
}

function cents({ amount }: { readonly amount: number }): bigint {
  return BigInt(Math.round(amount));
}
