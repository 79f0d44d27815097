import type { CartRules } from "@spillway/cart";

/** The rules of a shop that has the service's defaults. */
export const SHOP_RULES: CartRules = {
  currency: "EUR",
  lineSeconds: 2_592_000,
  repeatSeconds: 3_600,
  maxQuantity: 999,
  maxLines: 1_000,
  catalogueSeconds: 60,
};
