import { putProduct } from "@spillway/cart";
import { KETTLE, productsOf } from "../catalogue.ts";
import type { Day } from "../day/day.ts";
import { formatMoney } from "../day/money.ts";
import { checkoutText, heading, row } from "../day/told.ts";
import type { Shopper } from "../shoppers/shopper.ts";

/** A price changes between cart and checkout: it is told, and holds once the shopper has agreed to the total. */
export async function showPriceChange({ cloud, say }: Day, shopper: Shopper) {
  const { currency } = cloud.cart;
  const kettle = productsOf(currency).find(({ productId }) => productId === KETTLE.productId);
  if (kettle === undefined) throw new Error(`expected ${KETTLE.productId} in the catalogue`);
  const price = { amount: KETTLE.is, currency };
  say(heading(3, `A price rises while ${shopper.name} has the product in the cart`));
  await putProduct(cloud.products, { ...kettle, price });
  say(row(KETTLE.productId, `${formatMoney(kettle.price)} → ${formatMoney(price)}`));

  const refused = await shopper.checkout();
  say(row("POST /checkout", checkoutText(refused)));
  for (const { productId, message } of refused.problem?.lines ?? []) {
    say(row("", `     ${productId}: ${message}`));
  }
  const agreed = refused.problem?.total;
  const began = performance.now();
  const { order, ...rest } = await shopper.checkout(agreed);
  /** How long an undisturbed checkout takes. */
  const checkoutMs = performance.now() - began;
  say(
    row(
      `POST /checkout {total: ${agreed?.amount}}`,
      checkoutText({ ...rest, ...(order && { order }) }),
    ),
  );
  return { refused: refused.problem, order, checkoutMs };
}
