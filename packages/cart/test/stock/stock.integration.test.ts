import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { addStock, type Carts, openCarts, putProduct, stockLeft } from "../../src/index.ts";
import { cartPlaces, euros, newRequest } from "../cart-places.ts";
import { logRequests } from "../request-log.ts";

let shop: Awaited<ReturnType<typeof cartPlaces>>;
let carts: Carts;
let productId: string;
let products = 0;

beforeAll(async () => {
  shop = await cartPlaces();
  carts = openCarts(shop.places);
});
afterAll(() => shop.close());
beforeEach(() => {
  products += 1;
  productId = `hot-${products}`;
});

const put = (stockShards: number, units: number) =>
  putProduct(shop.places, { productId, name: "Hot", price: euros(100), stockShards }, units);
const left = () => stockLeft(shop.places, productId);

async function buy(user: string, quantity: number) {
  await carts.add(user, { productId, quantity }, newRequest());
  return carts.checkout(user, {}, newRequest());
}

it("goes down by what is ordered", async () => {
  await put(4, 100);
  await buy("ann", 3);
  await buy("bob", 20);
  expect(await left()).toBe(77);
});

it("is sold to the last unit, over all counters", async () => {
  await put(4, 10);
  await buy("cleo", 7);
  await buy("dan", 3);
  expect(await left()).toBe(0);
});

it("names each line that is sold out, says what is left, and takes nothing", async () => {
  await put(4, 10);
  const scarce = productId;
  await putProduct(
    shop.places,
    { productId: "plenty", name: "Plenty", price: euros(1), stockShards: 2 },
    50,
  );
  await putProduct(shop.places, {
    productId: "none",
    name: "None",
    price: euros(1),
    stockShards: 2,
  });
  for (const [id, quantity] of [
    [scarce, 11],
    ["plenty", 5],
    ["none", 1],
  ] as const) {
    await carts.add("eve", { productId: id, quantity }, newRequest());
  }
  await expect(carts.checkout("eve", {}, newRequest())).rejects.toMatchObject({
    code: "SOLD_OUT",
    details: {
      lines: [
        { productId: scarce, message: "expected at most 10, which are left; came 11", left: 10 },
        { productId: "none", message: "expected at most 0, which are left; came 1", left: 0 },
      ],
    },
  });
  expect(await left()).toBe(10);
  expect(await stockLeft(shop.places, "plenty")).toBe(50);
  expect((await carts.find("eve")).lines).toHaveLength(3);
  expect((await carts.orders("eve", { limit: 1 })).orders).toEqual([]);
});

it("that lies in more counters than one order can take from is not sold at once, but in several orders", async () => {
  await put(120, 120);
  await expect(buy("ivo", 100)).rejects.toMatchObject({ code: "CART_TOO_LARGE" });
  expect(await left()).toBe(120);
  await carts.setQuantity("ivo", { productId, quantity: 98 }, newRequest());
  await carts.checkout("ivo", {}, newRequest());
  expect(await left()).toBe(22);
});

it("can be bought again once there is more", async () => {
  await put(2, 1);
  await expect(buy("fay", 2)).rejects.toMatchObject({ code: "SOLD_OUT" });
  await addStock(shop.places, productId, 1);
  await carts.checkout("fay", {}, newRequest());
  expect(await left()).toBe(0);
});

it("takes one request to write while there is plenty, and reads no counter", async () => {
  await put(8, 8_000);
  await carts.add("gil", { productId, quantity: 5 }, newRequest());
  const log = logRequests(shop.places.client);
  await carts.checkout("gil", {}, newRequest());
  expect(log.requests.map(({ command }) => command)).toEqual([
    "QueryCommand",
    "BatchGetItemCommand",
    "TransactWriteItemsCommand",
  ]);
});

it.each([
  { shards: 1, units: 20 },
  { shards: 8, units: 20 },
  { shards: 40, units: 20 },
])(
  "is never sold twice: 40 buyers of $units units in $shards counters",
  async ({ shards, units }) => {
    await put(shards, units);
    const buyers = Array.from({ length: 40 }, (_, at) => `${productId} buyer ${at}`);
    const results = await Promise.allSettled(buyers.map((buyer) => buy(buyer, 1)));
    const bought = results.filter(({ status }) => status === "fulfilled").length;
    for (const result of results) {
      if (result.status === "fulfilled") continue;
      // Many buyers of one counter may all be too slow for it; none of them has bought.
      expect(["SOLD_OUT", "CHECKOUT_BUSY"]).toContain(result.reason.code);
    }
    expect(await left()).toBe(units - bought);
    const orders = await Promise.all(buyers.map((buyer) => carts.orders(buyer, { limit: 10 })));
    expect(orders.flatMap((page) => page.orders)).toHaveLength(bought);
    // Later, when it is quiet, the rest is sold.
    for (let rest = await left(); rest !== undefined && rest > 0; rest -= 1) {
      await buy(`${productId} late buyer`, 1);
    }
    expect(await left()).toBe(0);
  },
);
