import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openCarts, putProduct } from "../../src/index.ts";
import { cartPlaces, euros, newRequest } from "../cart-places.ts";
import { logRequests } from "../request-log.ts";

const idsOf = (count: number, name: string) =>
  Array.from({ length: count }, (_, at) => `${name}-${at}`);
const plain = idsOf(1_000, "plain");
const counted = idsOf(99, "counted");

let shop: Awaited<ReturnType<typeof cartPlaces>>;
beforeAll(async () => {
  shop = await cartPlaces();
  const { client, productsTable } = shop.places;
  for (let at = 0; at < plain.length; at += 25) {
    const puts = plain.slice(at, at + 25).map((product_id) => ({
      PutRequest: { Item: { product_id, part: "PRODUCT", name: "A", price: 100, currency: "EUR" } },
    }));
    await client.send(new BatchWriteCommand({ RequestItems: { [productsTable]: puts } }));
  }
  for (const productId of counted) {
    const product = { productId, name: "B", price: euros(100), stockShards: 1 };
    await putProduct(shop.places, product, 1_000);
  }
});
afterAll(() => shop.close());

/** Puts two of each product into the user's cart. */
async function fillCart(user: string, productIds: readonly string[]): Promise<void> {
  const carts = openCarts(shop.places);
  for (let at = 0; at < productIds.length; at += 50) {
    const adds = productIds
      .slice(at, at + 50)
      .map((productId) => carts.add(user, { productId, quantity: 2 }, newRequest()));
    await Promise.all(adds);
  }
}

it.each([3, 1_000])("writes one request with two actions to check out %d lines", async (lines) => {
  const user = `user of ${lines}`;
  await fillCart(user, plain.slice(0, lines));
  const log = logRequests(shop.places.client);
  const carts = openCarts(shop.places);
  const { order } = await carts.checkout(user, {}, newRequest());
  expect(log.writes()).toEqual([{ command: "TransactWriteItemsCommand", actions: 2 }]);
  expect(order.lines).toHaveLength(lines);
  expect(order.total).toEqual(euros(lines * 200));
  expect((await carts.find(user)).lines).toEqual([]);
});

it.each([3, 98])("takes the stock of %d products in that one request", async (lines) => {
  const user = `user of ${lines} counted`;
  await fillCart(user, counted.slice(0, lines));
  const log = logRequests(shop.places.client);
  await openCarts(shop.places).checkout(user, {}, newRequest());
  expect(log.writes()).toEqual([{ command: "TransactWriteItemsCommand", actions: lines + 2 }]);
});

it("refuses a cart that needs more counters than a transaction can have, and leaves it as it is", async () => {
  await fillCart("user of 99 counted", counted);
  const carts = openCarts(shop.places);
  await expect(carts.checkout("user of 99 counted", {}, newRequest())).rejects.toMatchObject({
    code: "CART_TOO_LARGE",
    message: "expected at most 98 stock counters in one order; this cart needs 99",
  });
  expect((await carts.find("user of 99 counted")).lines).toHaveLength(99);
});
