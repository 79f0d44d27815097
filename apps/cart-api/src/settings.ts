import type { CartRules } from "@spillway/cart";
import * as z from "zod";

const whole = (least: number, most: number, usual: number) =>
  z.coerce.number().int().min(least).max(most).default(usual);

/** The environment of the function, as Terraform sets it. */
export const settingsSchema = z.object({
  /** Table of carts and orders. */
  CART_TABLE: z.string(),
  /** Table of products and their stock. */
  PRODUCTS_TABLE: z.string(),
  /** The one that the shop sells in. */
  CURRENCY: z.string().regex(/^[A-Z]{3}$/, "expected a code of ISO 4217 such as EUR"),
  /** Days that a line lives after it was last changed. */
  LINE_DAYS: whole(1, 3_650, 30),
  /** Seconds that a request is remembered at least, so that it acts once. */
  REPEAT_SECONDS: whole(60, 86_400, 3_600),
  /** Of one product at once, and in one order: 9,000 of the dearest still come to a whole number that is exact. */
  MAX_QUANTITY: whole(1, 9_000, 999),
  /** Lines of one order. */
  MAX_LINES: whole(1, 1_000, 1_000),
  /** Seconds that a product's price is taken from memory when it is added. */
  CATALOGUE_SECONDS: whole(0, 3_600, 60),
  /** Largest body. */
  MAX_BODY_BYTES: whole(1_000, 1_000_000, 10_000),
});

/** The settings as they were read. */
export type Settings = z.output<typeof settingsSchema>;

const DAY_SECONDS = 86_400;

/** The shop's rules as they were set. */
export function rulesOf(settings: Settings): CartRules {
  return {
    currency: settings.CURRENCY,
    lineSeconds: settings.LINE_DAYS * DAY_SECONDS,
    repeatSeconds: settings.REPEAT_SECONDS,
    maxQuantity: settings.MAX_QUANTITY,
    maxLines: settings.MAX_LINES,
    catalogueSeconds: settings.CATALOGUE_SECONDS,
  };
}
