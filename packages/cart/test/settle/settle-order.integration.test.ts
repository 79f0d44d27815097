import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type Carts, type OrderItem, openCarts, putProduct, settleOrder } from "../../src/index.ts";
import { cartPlaces, euros, newRequest } from "../cart-places.ts";
import { allItems, orderItems } from "../kept-items.ts";

let shop: Awaited<ReturnType<typeof cartPlaces>>;
let carts: Carts;
let user: string;
let users = 0;

beforeAll(async () => {
  shop = await cartPlaces();
  carts = openCarts(shop.places);
  for (const productId of ["kettle", "tea"]) {
    await putProduct(shop.places, { productId, name: productId, price: euros(450) });
  }
});
afterAll(() => shop.close());
beforeEach(() => {
  users += 1;
  user = `user ${users}`;
});

const add = (productId: string, quantity: number) =>
  carts.add(user, { productId, quantity }, newRequest());

/** Checks out. What comes back is the order as the table's stream has it. */
async function order(): Promise<OrderItem> {
  const { order: made } = await carts.checkout(user, {}, newRequest());
  const item = (await orderItems(shop.places, user)).at(made.number - 1);
  if (item === undefined) throw new Error(`Order ${made.number} is not kept.`);
  return item;
}

const cart = async () =>
  (await carts.find(user)).lines.map(({ productId, quantity }) => `${quantity} ${productId}`);

it("clears the lines that an order took, so that their TTL announces nothing", async () => {
  await add("kettle", 1);
  await add("tea", 2);
  expect(await settleOrder(shop.places, await order())).toEqual({ settled: 2, kept: 0 });
  const left = (await allItems(shop.places)).filter(
    (item) => item.user_id === user && "ttl" in item,
  );
  const ttl = shop.time.nowMs / 1_000 + shop.places.rules.repeatSeconds;
  expect(left).toMatchObject([{ ttl }, { ttl }]);
  for (const line of left) expect(line).not.toHaveProperty("quantity");
});

it("keeps a line that has got more units since, and a later order clears it", async () => {
  await add("tea", 2);
  const first = await order();
  await add("tea", 3);
  expect(await settleOrder(shop.places, first)).toEqual({ settled: 0, kept: 1 });
  expect(await cart()).toEqual(["3 tea"]);
  expect(await settleOrder(shop.places, await order())).toEqual({ settled: 1, kept: 0 });
  expect(await cart()).toEqual([]);
});

/** A user's line of tea as it is kept. */
const keptTea = async () =>
  (await allItems(shop.places)).find((item) => item.user_id === user && item.product_id === "tea");

it("notes on a line that has got more units how many are sold, so that the rest can be announced", async () => {
  await add("tea", 2);
  const first = await order();
  await add("tea", 3);
  const second = await order();
  await add("tea", 4);
  const { ttl } = (await keptTea()) ?? {};
  for (const settled of [second, first, second]) await settleOrder(shop.places, settled);
  expect(await keptTea()).toMatchObject({ quantity: 9, settled: 5, ttl });
  expect(await cart()).toEqual(["4 tea"]);
});

it.each([
  {
    what: "set",
    change: () => carts.setQuantity(user, { productId: "tea", quantity: 1 }, newRequest()),
  },
  { what: "removed", change: () => carts.remove(user, "tea", newRequest()) },
  {
    what: "begun anew after it expired",
    change: () => {
      shop.time.nowMs += shop.places.rules.lineSeconds * 1_000;
      return add("tea", 1);
    },
  },
])("has nothing settled of a line that was $what since", async ({ change }) => {
  await add("tea", 2);
  const first = await order();
  await add("tea", 3);
  await settleOrder(shop.places, first);
  expect(await keptTea()).toHaveProperty("settled");
  await change();
  expect(await keptTea()).not.toHaveProperty("settled");
  await settleOrder(shop.places, first);
  expect(await keptTea()).not.toHaveProperty("settled");
});

it("keeps a line that was set or removed and begun anew, even with as many units", async () => {
  await add("tea", 2);
  await add("kettle", 2);
  const first = await order();
  await carts.setQuantity(user, { productId: "tea", quantity: 2 }, newRequest());
  await carts.remove(user, "kettle", newRequest());
  await add("kettle", 2);
  expect(await settleOrder(shop.places, first)).toEqual({ settled: 0, kept: 2 });
  expect(await cart()).toEqual(["2 kettle", "2 tea"]);
});

it("may come late, twice and in any order: the cart is the same", async () => {
  await add("tea", 2);
  const first = await order();
  await add("tea", 3);
  await add("kettle", 1);
  const second = await order();
  await add("tea", 4);
  for (const settled of [second, first, first, second]) await settleOrder(shop.places, settled);
  expect(await cart()).toEqual(["4 tea"]);
  expect((await order()).lines).toMatchObject([{ product_id: "tea", quantity: 4 }]);
});

it("lets a repeated request be known after its line was cleared", async () => {
  const request = newRequest();
  await carts.add(user, { productId: "tea", quantity: 2 }, request);
  await settleOrder(shop.places, await order());
  const again = await carts.add(user, { productId: "tea", quantity: 2 }, request);
  expect(again.isRepeated).toBe(true);
  expect(await cart()).toEqual([]);
});

it("changes nothing while others add, check out and settle at once", async () => {
  const settling: Promise<unknown>[] = [];
  let sold = 0;
  for (let round = 0; round < 10; round += 1) {
    const [, , made] = await Promise.all([
      add("tea", 1),
      add("tea", 2),
      order().catch(() => undefined),
    ]);
    if (made === undefined) continue;
    sold += made.lines.reduce((sum, { quantity }) => sum + quantity, 0);
    settling.push(settleOrder(shop.places, made), settleOrder(shop.places, made));
  }
  await Promise.all(settling);
  const left = (await carts.find(user)).lines.reduce((sum, { quantity }) => sum + quantity, 0);
  expect(sold + left).toBe(30);
});
