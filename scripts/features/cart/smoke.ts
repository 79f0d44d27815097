import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { putProduct } from "@spillway/cart";
import { takeTestEvents } from "../capture/dead-letters.ts";
import type { Cloud } from "./cloud.ts";
import type { Shopper } from "./shoppers/shopper.ts";
import { caller, signOff, signUp } from "./shoppers/sign-up.ts";

/**
 * One product put into a cart and taken out again; where nobody can sign in by a script, only that the API
 * asks who it is.
 *
 * @throws Error when the cart has it not, or has it still
 */
export async function trySmoke(cloud: Cloud): Promise<void> {
  const { cart } = cloud;
  await takeTestEvents(cloud.sqs, cart.changes);
  const name = `smoke-test-${Date.now()}`;
  if (cart.authorization === "iam") return tryCart(cloud, caller(cloud), name);
  if (!cart.password_sign_in) return expectClosed(cloud);
  const email = `${name}@example.com`;
  try {
    await tryCart(cloud, await signUp(cloud, name, email), name);
  } finally {
    await signOff(cloud, email);
  }
}

async function tryCart({ cart, products }: Cloud, shopper: Shopper, productId: string) {
  const price = { amount: 100, currency: cart.currency };
  await putProduct(products, { productId, name: "Smoke test", price });
  try {
    await shopper.add(productId, 1);
    const isThere = async () =>
      (await shopper.cart()).lines.some((line) => line.productId === productId);
    if (!(await isThere())) throw new Error(`expected ${productId} in the cart; it is not`);
    await shopper.remove(productId);
    if (await isThere()) throw new Error(`expected ${productId} out of the cart; it is there`);
  } finally {
    await products.client.send(
      new DeleteCommand({
        TableName: products.productsTable,
        Key: { product_id: productId, part: "PRODUCT" },
      }),
    );
  }
}

async function expectClosed({ cart }: Cloud): Promise<void> {
  const { status } = await fetch(`${cart.api_url}/cart`);
  if (status !== 401) throw new Error(`expected 401 without a token; came ${status}`);
}
