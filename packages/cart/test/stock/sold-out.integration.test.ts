import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { addStock, type Carts, openCarts, putProduct } from "../../src/index.ts";
import { cartPlaces, euros, newRequest } from "../cart-places.ts";
import { logRequests } from "../request-log.ts";

const TOLD_AT_ONCE = ["QueryCommand", "BatchGetItemCommand", "BatchGetItemCommand"];
const FOUND_OUT = [
  ...["QueryCommand", "BatchGetItemCommand", "TransactWriteItemsCommand"],
  ...TOLD_AT_ONCE,
];

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
  productId = `gone-${products}`;
});

async function put(units: number): Promise<void> {
  const product = { productId, name: "Gone", price: euros(100), stockShards: 4 };
  await putProduct(shop.places, product, units);
  for (const user of ["ann", "bob"]) {
    await carts.setQuantity(user, { productId, quantity: 2 }, newRequest());
    for (let before = 1; before < products; before += 1) {
      await carts.remove(user, `gone-${before}`, newRequest());
    }
  }
}

/** What a checkout that finds too little asks for. */
async function requestsOfRefusal(user: string): Promise<readonly string[]> {
  const log = logRequests(shop.places.client);
  await expect(carts.checkout(user, {}, newRequest())).rejects.toMatchObject({ code: "SOLD_OUT" });
  return log.requests.map(({ command }) => command);
}

it("is found out by one cancelled transaction, and told to all others without any", async () => {
  await put(0);
  expect(await requestsOfRefusal("ann")).toEqual(FOUND_OUT);
  expect(await requestsOfRefusal("bob")).toEqual(TOLD_AT_ONCE);
  expect(await requestsOfRefusal("ann")).toEqual(TOLD_AT_ONCE);
});

it("is remembered for a second from when the counters were last read", async () => {
  await put(0);
  expect(await requestsOfRefusal("ann")).toEqual(FOUND_OUT);
  for (let seconds = 0; seconds < 3; seconds += 1) {
    shop.time.nowMs += 999;
    expect(await requestsOfRefusal("ann")).toEqual(TOLD_AT_ONCE);
  }
  shop.time.nowMs += 1_000;
  expect(await requestsOfRefusal("ann")).toEqual(FOUND_OUT);
});

it("is not remembered where something is left, but less than was wanted", async () => {
  await put(1);
  expect(await requestsOfRefusal("ann")).toEqual(FOUND_OUT);
  expect(await requestsOfRefusal("bob")).toEqual(FOUND_OUT);
});

it("is sold as soon as there is more, and then without reading counters again", async () => {
  await put(0);
  await requestsOfRefusal("ann");
  // Four for each counter: whichever one the first takes from, there is enough for the second.
  await addStock(shop.places, productId, 16);
  const log = logRequests(shop.places.client);
  await carts.checkout("ann", {}, newRequest());
  await carts.checkout("bob", {}, newRequest());
  expect(log.requests.map(({ command }) => command)).toEqual([
    ...TOLD_AT_ONCE,
    "TransactWriteItemsCommand",
    ...["QueryCommand", "BatchGetItemCommand", "TransactWriteItemsCommand"],
  ]);
});
