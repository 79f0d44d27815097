import type { Money } from "@spillway/cart";

/** Floating-point money, as the seed has it, of two decimals: 2,999 cents are 29.99. */
export function floatOf({ amount }: Money): number {
  return amount / 100;
}

/**
 * A floating-point amount in cents, unrounded: of 0.1 + 0.2 that is 30.000000000000004. The decimal digits are
 * moved, not multiplied, so that no error is added to what came.
 */
export function exactMoney(value: number, currency: string): Money {
  const [digits, exponent = "0"] = String(value).split("e");
  return { amount: Number(`${digits}e${Number(exponent) + 2}`), currency };
}
