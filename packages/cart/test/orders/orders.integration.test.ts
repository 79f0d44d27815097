import { afterAll, beforeAll, expect, it } from "vitest";
import { type Carts, type Order, openCarts, putProduct } from "../../src/index.ts";
import { cartPlaces, euros, newRequest } from "../cart-places.ts";

let shop: Awaited<ReturnType<typeof cartPlaces>>;
let carts: Carts;
const made: Order[] = [];

beforeAll(async () => {
  shop = await cartPlaces();
  carts = openCarts(shop.places);
  await putProduct(shop.places, { productId: "tea", name: "Tea", price: euros(450) });
  for (let number = 1; number <= 12; number += 1) {
    await carts.add("ann", { productId: "tea", quantity: number }, newRequest());
    made.unshift((await carts.checkout("ann", {}, newRequest())).order);
  }
  await carts.add("ann", { productId: "tea", quantity: 1 }, newRequest());
});
afterAll(() => shop.close());

it.each([1, 5, 11, 12, 100])(
  "lists all orders, the newest first, in pages of %i",
  async (limit) => {
    const listed: Order[] = [];
    let after: string | undefined;
    do {
      const page = await carts.orders("ann", { limit, ...(after !== undefined && { after }) });
      expect(page.orders.length).toBeLessThanOrEqual(limit);
      listed.push(...page.orders);
      after = page.next;
    } while (after !== undefined);
    expect(listed).toEqual(made);
  },
);

it("goes on below the last page's orders, whatever was ordered meanwhile", async () => {
  const { next } = await carts.orders("ann", { limit: 3 });
  await carts.checkout("ann", {}, newRequest());
  const page = await carts.orders("ann", { limit: 2, ...(next !== undefined && { after: next }) });
  expect(page.orders.map(({ number }) => number)).toEqual([9, 8]);
});

it("lists none for a user who has none", async () => {
  expect(await carts.orders("bob", { limit: 10 })).toEqual({ orders: [] });
});

it.each(["", "0", "-1", "1.5", "01", "99999999999", "!ORDER#0000000001"])(
  "refuses %j as the cursor of a page",
  async (after) => {
    await expect(carts.orders("ann", { limit: 10, after })).rejects.toMatchObject({
      code: "CURSOR_INVALID",
    });
  },
);

it("finds an order by its number", async () => {
  expect(await carts.order("ann", 3)).toEqual(made.find(({ number }) => number === 3));
});

it.each([0, 99, -1, 1.5])("has no order %d", async (number) => {
  await expect(carts.order("ann", number)).rejects.toMatchObject({ code: "ORDER_NOT_FOUND" });
});
