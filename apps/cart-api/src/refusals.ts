import type { CartErrorCode } from "@spillway/cart";
import type { Refusals } from "@spillway/http-service";
import * as z from "zod";
import { moneySchema } from "./answers.ts";

const lineProblem = z
  .object({
    productId: z.string(),
    message: z.string().meta({ description: "What was expected, and what came" }),
  })
  .meta({ id: "LineProblem", description: "A line that stands against a request" });

const priceProblem = z
  .object({
    ...lineProblem.shape,
    was: moneySchema.meta({ description: "Of one, as the shopper saw it" }),
    is: moneySchema.meta({ description: "Of one, now" }),
  })
  .meta({ id: "PriceProblem", description: "A line whose product costs something else by now" });

const stockProblem = z
  .object({
    ...lineProblem.shape,
    left: z.int().min(0).meta({ description: "Units that there are" }),
  })
  .meta({ id: "StockProblem", description: "A line that wants more than there is" });

const presentTotal = moneySchema.meta({
  description: "What the cart comes to now: the `total` to check out with, once the shopper agrees",
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
  // An add or a set has no total.
  PRICES_CHANGED: {
    status: 409,
    details: z.object({ lines: z.array(priceProblem), total: presentTotal.optional() }),
  },
  PRODUCT_UNKNOWN: 400,
  PRODUCTS_GONE: { status: 409, details: z.object({ lines: z.array(lineProblem) }) },
  QUANTITY_INVALID: 400,
  SOLD_OUT: { status: 409, details: z.object({ lines: z.array(stockProblem) }) },
  TOO_MANY_CHANGES: 429,
  TOTAL_CHANGED: { status: 409, details: z.object({ total: presentTotal }) },
} as const satisfies Refusals & Partial<Record<CartErrorCode, unknown>>;
