import type { Cart, CartLine } from "../cart.ts";
import type { CartPlaces } from "../carts.ts";
import { soldIn } from "../items/state-item.ts";
import { type UnsoldLine, unsoldLines } from "../ledger/ledger.ts";
import { readCart } from "./read-cart.ts";

/** What is in a user's cart now. */
export async function findCart(
  places: Pick<CartPlaces, "client" | "cartTable" | "rules" | "clock">,
  userId: string,
): Promise<Cart> {
  const { state, lines } = await readCart(places, userId);
  const unsold = unsoldLines(lines, soldIn(state), Math.floor(places.clock.now() / 1_000));
  return cartOf(unsold, places.rules.currency);
}

/** A cart of these lines, all priced in `currency`. Pure. */
function cartOf(unsold: readonly UnsoldLine[], currency: string): Cart {
  const lines = unsold.map((line): CartLine => {
    const { productId, unsold: quantity, addedAt, expiresAt } = line;
    return { productId, quantity, price: { amount: line.price, currency }, addedAt, expiresAt };
  });
  const amount = lines.reduce((sum, { quantity, price }) => sum + quantity * price.amount, 0);
  return { lines, total: { amount, currency } };
}
