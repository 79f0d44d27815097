import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type Carts, openCarts, putProduct, settleOrder } from "../../src/index.ts";
import { cartPlaces, euros, newRequest } from "../cart-places.ts";
import { orderItems } from "../kept-items.ts";

let shop: Awaited<ReturnType<typeof cartPlaces>>;
let carts: Carts;
let user: string;
let users = 0;

beforeAll(async () => {
  shop = await cartPlaces({ catalogueSeconds: 0 });
  carts = openCarts(shop.places);
});
afterAll(() => shop.close());
beforeEach(async () => {
  users += 1;
  user = `user ${users}`;
  await priced(1_000);
});

const priced = (amount: number) =>
  putProduct(shop.places, { productId: "pot", name: "Pot", price: euros(amount) });
const pots = (quantity: number, seen?: number) => ({
  ...{ productId: "pot", quantity },
  ...(seen !== undefined && { price: euros(seen) }),
});
const add = (quantity: number, seen?: number) =>
  carts.add(user, pots(quantity, seen), newRequest());
const set = (quantity: number, seen?: number) =>
  carts.setQuantity(user, pots(quantity, seen), newRequest());
const checkout = () => carts.checkout(user, {}, newRequest());

it.each([
  { what: "added to", change: () => add(1) },
  { what: "set", change: () => set(6) },
])(
  "a line that is $what without a price keeps its own, and a checkout tells what changed",
  async ({ change }) => {
    await add(5);
    await priced(9_000);
    expect(await change()).toMatchObject({ price: euros(1_000) });
    expect((await carts.find(user)).total).toEqual(euros(6_000));
    await expect(checkout()).rejects.toMatchObject({
      code: "PRICES_CHANGED",
      details: {
        total: euros(54_000),
        lines: [{ productId: "pot", was: euros(1_000), is: euros(9_000) }],
      },
    });
  },
);

it.each([
  { what: "added to", change: () => add(1, 9_000) },
  { what: "set", change: () => set(6, 9_000) },
])("a line that is $what at the new price has it, since the shopper saw it", async ({ change }) => {
  await add(5);
  await priced(9_000);
  expect(await change()).toMatchObject({ price: euros(9_000) });
  expect((await checkout()).order.total).toEqual(euros(54_000));
});

it.each([
  { what: "was removed", end: () => carts.remove(user, "pot", newRequest()) },
  {
    what: "was sold and settled",
    end: async () => {
      await checkout();
      for (const order of await orderItems(shop.places, user)) {
        await settleOrder(shop.places, order);
      }
    },
  },
  {
    what: "expired",
    end: async () => {
      shop.time.nowMs += shop.places.rules.lineSeconds * 1_000;
    },
  },
])("a product whose line $what is at the price of now when it comes again", async ({ end }) => {
  for (const again of [() => add(2), () => set(2)]) {
    await priced(1_000);
    await add(5);
    await end();
    await priced(9_000);
    expect(await again()).toMatchObject({ price: euros(9_000) });
    expect((await checkout()).order.total).toEqual(euros(18_000));
    await priced(1_000);
    await set(1, 1_000);
    await carts.remove(user, "pot", newRequest());
  }
});
