import { seedCarts } from "../../seed/seed-carts.ts";
import type { Contender } from "./contender.ts";

const CURRENCY = "EUR";
const LINE_SECONDS = 30 * 86_400;

/** The seed's way. It has no products of its own: whoever adds says what one costs. */
export function seedContender(): Contender {
  const prices = new Map<string, number>();
  return {
    name: "the seed's way",
    lineSeconds: LINE_SECONDS,
    repeatSeconds: LINE_SECONDS,
    catalogueSeconds: 0,
    open: ({ client, cartTable, clock }) =>
      seedCarts({
        ...{ client, table: cartTable, currency: CURRENCY, clock },
        priceOf: (productId) => ({ amount: prices.get(productId) ?? 0, currency: CURRENCY }),
      }),
    putProduct: async (_places, { productId, amount }) => {
      prices.set(productId, amount);
    },
  };
}
