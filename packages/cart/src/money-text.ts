import type { Money } from "./cart.ts";

/**
 * An amount for people, with as many decimals as its currency has.
 *
 * @example
 * moneyText({ amount: 2999, currency: "EUR" }); // → "29.99 EUR"
 */
export function moneyText({ amount, currency }: Money): string {
  const { maximumFractionDigits: digits = 0 } = new Intl.NumberFormat("en", {
    style: "currency",
    currency,
  }).resolvedOptions();
  return `${(amount / 10 ** digits).toFixed(digits)} ${currency}`;
}
