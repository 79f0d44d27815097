import { afterAll, beforeAll, expect, it } from "vitest";
import { openCarts, putProduct } from "../../src/index.ts";
import { cartPlaces, euros, newRequest } from "../cart-places.ts";

type TestPlaces = Awaited<ReturnType<typeof cartPlaces>>;
let shop: TestPlaces;

beforeAll(async () => {
  shop = await cartPlaces();
  await putProduct(shop.places, { productId: "cup", name: "Cup", price: euros(1_999) });
});
afterAll(() => shop.close());

const HOUR_MS = 3_600_000;
const BOUNDARY_MS = Date.parse("2026-11-28T15:00:00Z");

it("remembers a request though a machine whose clock is behind changes the line after it", async () => {
  const { places, time } = shop;
  const carts = openCarts(places);
  const ahead = newRequest();
  time.nowMs = BOUNDARY_MS + 100;
  await carts.add("ann", { productId: "cup", quantity: 1 }, ahead);
  time.nowMs = BOUNDARY_MS - 100;
  await carts.add("ann", { productId: "cup", quantity: 10 }, newRequest());
  const again = await carts.add("ann", { productId: "cup", quantity: 1 }, ahead);
  expect(again.isRepeated).toBe(true);
  expect((await carts.find("ann")).lines).toMatchObject([{ quantity: 11 }]);
});

it.each([1, 2, 3, 4, 6, 12, 24, 168])(
  "forgets requests although a line is changed every %i hours only, so that it stays small",
  async (hours) => {
    const { places, time } = shop;
    const carts = openCarts(places);
    const user = `every ${hours}`;
    const first = newRequest();
    time.nowMs = BOUNDARY_MS;
    await carts.add(user, { productId: "cup", quantity: 1 }, first);
    for (let change = 0; change < 6; change += 1) {
      time.nowMs += hours * HOUR_MS;
      await carts.add(user, { productId: "cup", quantity: 1 }, newRequest());
    }
    const again = await carts.add(user, { productId: "cup", quantity: 1 }, first);
    expect(again.isRepeated).toBe(false);
  },
);
