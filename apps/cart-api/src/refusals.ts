import type { CartErrorCode } from "@spillway/cart";
import type { Refusals } from "@spillway/http-service";
import * as z from "zod";

const lineProblems = z.object({
  lines: z
    .array(
      z
        .object({
          productId: z.string(),
          message: z.string().meta({ description: "What was expected, and what came" }),
        })
        .meta({ id: "LineProblem", description: "A line that stands against a checkout" }),
    )
    .meta({ description: "Each line that stands against it, and why" }),
});

/** How each error of the carts' is told. One that is not here is ours, and a 500. */
export const REFUSALS = {
  CART_EMPTY: 409,
  CART_TOO_LARGE: 409,
  CHECKOUT_BUSY: 503,
  CURRENCY_UNKNOWN: 400,
  CURSOR_INVALID: 400,
  IDEMPOTENCY_KEY_REUSED: 409,
  ORDER_NOT_FOUND: 404,
  PRICES_CHANGED: { status: 409, details: lineProblems },
  PRODUCT_UNKNOWN: 400,
  PRODUCTS_GONE: { status: 409, details: lineProblems },
  QUANTITY_INVALID: 400,
  SOLD_OUT: { status: 409, details: lineProblems },
  TOO_MANY_CHANGES: 429,
  TOTAL_CHANGED: 409,
} as const satisfies Refusals & Partial<Record<CartErrorCode, unknown>>;
