import { type CartRules, PRODUCT_ID } from "@spillway/cart";
import * as z from "zod";

const productId = z
  .string()
  .regex(PRODUCT_ID, "expected 1 to 64 of a-z A-Z 0-9 . _ -, a letter or digit first")
  .meta({ description: "A product of the shop", examples: ["kettle"] });

/** The schemas that a shop's rules make of what its API takes. */
export function requestSchemas({ currency, maxQuantity }: CartRules) {
  const money = z
    .strictObject({
      amount: wholeNumber(0, Number.MAX_SAFE_INTEGER).meta({
        description: "In the currency's minor unit, such as cents",
      }),
      currency: z.literal(currency, { error: ({ input }) => expected(currency, input) }),
    })
    .meta({ id: "MoneySeen" });
  const quantity = wholeNumber(1, maxQuantity).meta({
    description: `A whole number from 1 to ${maxQuantity}`,
  });
  const price = money.optional().meta({
    description:
      "Of one, as the shopper saw it. Where it has changed since, the change is refused. Without it a line that is there keeps its price, and a checkout tells of a new one",
  });
  return {
    newUnits: z.strictObject({ productId, quantity, price }).meta({ id: "NewUnits" }),
    lineQuantity: z.strictObject({ quantity, price }).meta({ id: "LineQuantity" }),
    checkout: z
      .strictObject({
        total: money.optional().meta({
          description:
            "What the shopper saw. With it prices may have changed since lines were added, as long as they come to this; without it no price may have changed",
        }),
      })
      .optional()
      .meta({ id: "Checkout" }),
  };
}

/** What the API takes. */
export type RequestSchemas = ReturnType<typeof requestSchemas>;

/** Names a line in a path, by its product. */
export const lineParams = z.object({ productId });

/** Names an order in a path. Any text: what is no number is an order that there is not. */
export const orderParams = z.object({
  number: z.string().meta({ description: "The order's number", examples: ["1"] }),
});

/** A page of orders. */
export const orderPageQuery = z.strictObject({
  limit: z.coerce
    .number("expected a number from 1 to 100")
    .int()
    .min(1)
    .max(100)
    .default(20)
    .meta({ description: "Orders of a page, 1 to 100" }),
  after: z.string().min(1).max(1_024).optional().meta({ description: "`next` of the page before" }),
});

function wholeNumber(least: number, most: number) {
  const error = ({ input }: { readonly input?: unknown }) =>
    expected(`a whole number from ${least} to ${most}`, input);
  return z.int({ error, abort: true }).min(least, { error, abort: true }).max(most, { error });
}

const SHOWN_CHARACTERS = 60;

function expected(what: string, came: unknown): string {
  const shown = came === undefined ? "none" : JSON.stringify(came).slice(0, SHOWN_CHARACTERS);
  return `expected ${what}; came ${shown}`;
}
