import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Carts, openCarts, putProduct } from "../../src/index.ts";
import { cartPlaces, euros, newRequest } from "../cart-places.ts";

let shop: Awaited<ReturnType<typeof cartPlaces>>;
let carts: Carts;
let user: string;
let users = 0;

beforeAll(async () => {
  shop = await cartPlaces();
});
afterAll(() => shop.close());

beforeEach(async () => {
  users += 1;
  user = `user ${users}`;
  carts = openCarts(shop.places);
  await putProduct(shop.places, { productId: "kettle", name: "Kettle", price: euros(2_999) });
  await putProduct(shop.places, { productId: "tea", name: "Tea", price: euros(450) });
});

const add = (productId: string, quantity: number) =>
  carts.add(user, { productId, quantity }, newRequest());
const checkout = () => carts.checkout(user, {}, newRequest());
async function quantities() {
  const { lines } = await carts.find(user);
  return Object.fromEntries(lines.map(({ productId, quantity }) => [productId, quantity]));
}

describe("a checkout", () => {
  it("makes all that is in the cart an order, and leaves the cart empty", async () => {
    await add("kettle", 1);
    await add("tea", 2);
    await add("tea", 1);
    const { order, isRepeated } = await checkout();
    expect(order).toEqual({
      number: 1,
      id: expect.any(String),
      placedAt: shop.time.nowMs / 1_000,
      lines: [
        { productId: "kettle", quantity: 1, price: euros(2_999) },
        { productId: "tea", quantity: 3, price: euros(450) },
      ],
      total: euros(4_349),
    });
    expect(isRepeated).toBe(false);
    expect(await carts.find(user)).toEqual({ lines: [], total: euros(0) });
    expect(await carts.order(user, 1)).toEqual(order);
  });

  it("leaves what is added later for the next order", async () => {
    await add("tea", 2);
    await checkout();
    await add("tea", 3);
    expect(await quantities()).toEqual({ tea: 3 });
    const { order } = await checkout();
    expect(order).toMatchObject({ number: 2, lines: [{ productId: "tea", quantity: 3 }] });
    await expect(checkout()).rejects.toMatchObject({ code: "CART_EMPTY" });
  });

  it("leaves what is set or removed later to be just that", async () => {
    await add("tea", 2);
    await add("kettle", 2);
    await checkout();
    await carts.setQuantity(user, { productId: "tea", quantity: 5 }, newRequest());
    await carts.remove(user, "kettle", newRequest());
    await add("kettle", 1);
    expect(await quantities()).toEqual({ kettle: 1, tea: 5 });
  });

  it("orders nothing that has expired", async () => {
    await add("tea", 2);
    shop.time.nowMs += shop.places.rules.lineSeconds * 1_000;
    await expect(checkout()).rejects.toMatchObject({ code: "CART_EMPTY" });
    await add("tea", 1);
    expect((await checkout()).order.lines).toMatchObject([{ productId: "tea", quantity: 1 }]);
  });

  it("knows products by any name that a product may have", async () => {
    const names = ["constructor", "hasOwnProperty", "toString", "0", "a.b-c_d"];
    for (const productId of names) {
      await putProduct(shop.places, { productId, name: productId, price: euros(1) });
      await add(productId, 2);
    }
    expect((await checkout()).order.lines).toHaveLength(names.length);
    expect(await quantities()).toEqual({});
    await add("constructor", 1);
    expect(await quantities()).toEqual({ constructor: 1 });
    expect((await checkout()).order.total).toEqual(euros(1));
  });

  it("of one user has nothing of another", async () => {
    await add("tea", 2);
    await carts.add(`${user} too`, { productId: "tea", quantity: 7 }, newRequest());
    expect((await checkout()).order.lines).toMatchObject([{ quantity: 2 }]);
    expect((await carts.find(`${user} too`)).lines).toMatchObject([{ quantity: 7 }]);
    await expect(carts.order(`${user} too`, 1)).rejects.toMatchObject({ code: "ORDER_NOT_FOUND" });
  });
});

describe("a repeated checkout", () => {
  it("gives the order that the first one made", async () => {
    const request = newRequest();
    await add("tea", 2);
    const first = await carts.checkout(user, {}, request);
    await add("kettle", 1);
    expect(await carts.checkout(user, {}, request)).toEqual({ ...first, isRepeated: true });
    expect(await quantities()).toEqual({ kettle: 1 });
  });

  it("makes one order of many that are sent at once", async () => {
    const request = newRequest();
    await add("tea", 2);
    const all = await Promise.all(
      Array.from({ length: 8 }, () => carts.checkout(user, {}, request)),
    );
    expect(new Set(all.map(({ order }) => order.id)).size).toBe(1);
    expect(all.filter(({ isRepeated }) => !isRepeated)).toHaveLength(1);
    expect((await carts.orders(user, { limit: 10 })).orders).toHaveLength(1);
  });

  it("with another payload is refused", async () => {
    await add("tea", 2);
    await carts.checkout(user, {}, { key: "one", digest: "a" });
    await expect(carts.checkout(user, {}, { key: "one", digest: "b" })).rejects.toMatchObject({
      code: "IDEMPOTENCY_KEY_REUSED",
    });
  });

  it("acts anew where the first one was refused", async () => {
    const request = newRequest();
    await expect(carts.checkout(user, {}, request)).rejects.toMatchObject({ code: "CART_EMPTY" });
    await add("tea", 2);
    expect(await carts.checkout(user, {}, request)).toMatchObject({ isRepeated: false });
  });
});

it("makes one order of a cart that is checked out several times at once", async () => {
  await add("tea", 2);
  const results = await Promise.allSettled(Array.from({ length: 8 }, checkout));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const result of results) {
    if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "CART_EMPTY" });
  }
});

it("sells each unit once while some add and some check out", async () => {
  const adding = Array.from({ length: 20 }, () => add("tea", 1));
  const selling = Array.from({ length: 10 }, () => checkout().catch(() => undefined));
  await Promise.all([...adding, ...selling]);
  const { orders } = await carts.orders(user, { limit: 20 });
  const sold = orders.flatMap(({ lines }) => lines).reduce((sum, line) => sum + line.quantity, 0);
  expect(sold + ((await quantities()).tea ?? 0)).toBe(20);
});

describe("a price that changed since it was added", () => {
  beforeEach(async () => {
    await add("kettle", 1);
    await add("tea", 2);
    await putProduct(shop.places, { productId: "kettle", name: "Kettle", price: euros(3_199) });
  });

  it("is told, and nothing is ordered", async () => {
    await expect(checkout()).rejects.toMatchObject({
      code: "PRICES_CHANGED",
      details: {
        total: euros(4_099),
        lines: [{ productId: "kettle", was: euros(2_999), is: euros(3_199) }],
      },
    });
    expect(await quantities()).toEqual({ kettle: 1, tea: 2 });
  });

  it("holds when the shopper has seen what it comes to", async () => {
    const { order } = await carts.checkout(user, { total: euros(4_099) }, newRequest());
    expect(order.total).toEqual(euros(4_099));
    expect(order.lines[0]?.price).toEqual(euros(3_199));
  });

  it("is told to a shopper who has seen another total", async () => {
    await expect(carts.checkout(user, { total: euros(3_899) }, newRequest())).rejects.toMatchObject(
      { code: "TOTAL_CHANGED", details: { total: euros(4_099) } },
    );
    await expect(
      carts.checkout(user, { total: { amount: 4_099, currency: "USD" } }, newRequest()),
    ).rejects.toMatchObject({ code: "CURRENCY_UNKNOWN" });
  });
});
