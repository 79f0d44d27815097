import type { CartRules } from "../src/index.ts";

/** The rules that the service has by default. */
export const RULES: CartRules = {
  currency: "EUR",
  lineSeconds: 2_592_000,
  repeatSeconds: 3_600,
  maxQuantity: 999,
  maxLines: 1_000,
  catalogueSeconds: 60,
};

export const euros = (amount: number) => ({ amount, currency: "EUR" });
