import { type CartPlaces, type CartRules, putProduct } from "@spillway/cart";

const STOCK = { products: 3, shards: 4, units: 1_000 };
const AT_ONCE = 50;
const CENTS = 1_999;
/** A product with as many counters, all of them empty. */
export const SOLD_OUT = "sold-out";

/** The name of a product of the shop, from 0. */
export function productName(line: number, isStockCounted = false): string {
  return `${isStockCounted ? "counted" : "product"}-${String(line).padStart(4, "0")}`;
}

/** What each of them costs. */
export function priceIn({ currency }: Pick<CartRules, "currency">) {
  return { amount: CENTS, currency };
}

/** Puts so many products into the shop, 3 more whose stock is counted, and one that is sold out. */
export async function stockShop(
  places: Pick<CartPlaces, "client" | "productsTable" | "rules">,
  products: number,
): Promise<void> {
  const price = priceIn(places.rules);
  for (let from = 0; from < products; from += AT_ONCE) {
    const length = Math.min(AT_ONCE, products - from);
    const some = Array.from({ length }, (_, at) => productName(from + at));
    await Promise.all(
      some.map((productId) => putProduct(places, { productId, name: productId, price })),
    );
  }
  for (let line = 0; line < STOCK.products; line += 1) {
    const productId = productName(line, true);
    const product = { productId, name: productId, price, stockShards: STOCK.shards };
    await putProduct(places, product, STOCK.units);
  }
  const gone = { productId: SOLD_OUT, name: SOLD_OUT, price, stockShards: STOCK.shards };
  await putProduct(places, gone, 0);
}
