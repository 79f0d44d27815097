import type { Money } from "../cart.ts";
import { cartError } from "../cart-error.ts";
import type { CartRules, LineChange } from "../carts.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { PRODUCT_ID } from "../items/keys.ts";
import { moneyText } from "../money-text.ts";

/**
 * Nothing else may become a sort key: orders and the state of a cart lie beside the lines.
 *
 * @throws SpillwayError PRODUCT_UNKNOWN
 */
export function checkProductId(productId: string): void {
  if (PRODUCT_ID.test(productId)) return;
  throw cartError(
    "PRODUCT_UNKNOWN",
    `expected a product id of 1 to 64 of a-z A-Z 0-9 . _ -, a letter or digit first; came ${JSON.stringify(productId)}`,
  );
}

/**
 * What can be said of a change without looking anything up.
 *
 * @throws SpillwayError PRODUCT_UNKNOWN, QUANTITY_INVALID, CURRENCY_UNKNOWN
 */
export function checkChange(
  { productId, quantity, price }: LineChange,
  { maxQuantity, currency }: CartRules,
): void {
  checkProductId(productId);
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > maxQuantity) {
    throw cartError(
      "QUANTITY_INVALID",
      `expected a quantity that is a whole number from 1 to ${maxQuantity}; came ${quantity}`,
      { hint: "To take a product out of the cart, remove its line." },
    );
  }
  if (price !== undefined && price.currency !== currency) {
    throw cartError(
      "CURRENCY_UNKNOWN",
      `expected a price in ${currency}, the only currency of this shop; came ${JSON.stringify(price.currency)}`,
    );
  }
}

/**
 * What one of a product costs. It comes from memory, but nothing is refused by a price in memory.
 *
 * @throws SpillwayError PRODUCT_UNKNOWN; PRICES_CHANGED where the shopper saw another price
 */
export async function presentPrice(
  catalogue: Catalogue,
  { productId, price: seen }: LineChange,
  { currency }: CartRules,
): Promise<Money> {
  let product = await catalogue.product(productId);
  if (seen !== undefined && product?.price.amount !== seen.amount) {
    product = await catalogue.presentProduct(productId);
  }
  if (product === undefined || product.price.currency !== currency) {
    throw cartError(
      "PRODUCT_UNKNOWN",
      `expected a product that this shop sells in ${currency}; came "${productId}"`,
    );
  }
  const { price } = product;
  if (seen === undefined || seen.amount === price.amount) return price;
  const message = `expected ${moneyText(price)}, as it is now; came ${moneyText(seen)}`;
  throw cartError("PRICES_CHANGED", `"${productId}": ${message}`, {
    details: { lines: [{ productId, message, was: seen, is: price }] },
    hint: "Show the shopper the new price, and send it with the next request.",
  });
}
