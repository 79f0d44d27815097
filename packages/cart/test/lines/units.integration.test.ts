import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Carts, openCarts, putProduct } from "../../src/index.ts";
import { cartPlaces, newRequest } from "../cart-places.ts";
import { euros } from "../cart-rules.ts";
import { type Consumed, noteUnits } from "../consumed-units.ts";

const ONE_WRITE = [{ command: "UpdateItemCommand", units: 1 }];

describe("what a cart costs", () => {
  let world: Awaited<ReturnType<typeof cartPlaces>>;
  let carts: Carts;
  let consumed: Consumed[];
  const user = "arn:aws:iam::123456789012:user/some-shopper-with-a-rather-long-name";
  const mug = { productId: "mug", quantity: 2 };
  beforeAll(async () => {
    world = await cartPlaces();
    carts = openCarts(world.places);
    await putProduct(world.places, { productId: "mug", name: "Mug", price: euros(450) });
    await carts.add(user, mug, newRequest());
    consumed = noteUnits(world.places.client);
  });
  beforeEach(() => {
    consumed.length = 0;
  });
  afterAll(() => world.close());

  it("is one request of one write unit to add, to set and to remove, and no read", async () => {
    const repeated = newRequest();
    await carts.add(user, mug, repeated);
    expect(consumed.splice(0)).toEqual(ONE_WRITE);
    await carts.add(user, { ...mug, price: euros(450) }, newRequest());
    expect(consumed.splice(0)).toEqual(ONE_WRITE);
    await carts.setQuantity(user, mug, newRequest());
    expect(consumed.splice(0)).toEqual(ONE_WRITE);
    await carts.remove(user, "mug", newRequest());
    expect(consumed.splice(0)).toEqual(ONE_WRITE);
  });

  it("is one request to send a request again", async () => {
    const request = newRequest();
    await carts.add(user, mug, request);
    consumed.length = 0;
    await carts.add(user, mug, request);
    expect(consumed).toEqual([{ command: "UpdateItemCommand", units: 0 }]);
  });

  it("is one write unit for 30 changes of a line within two hours", async () => {
    for (let change = 0; change < 30; change += 1) await carts.add("ann", mug, newRequest());
    expect(new Set(consumed.map(({ units }) => units))).toEqual(new Set([1]));
  });

  it("is one query to find, of one read unit for 4 KB", async () => {
    await carts.find(user);
    expect(consumed).toEqual([{ command: "QueryCommand", units: 1 }]);
  });

  it("is one read of a product a minute, however many add it", async () => {
    world.time.nowMs += 60_000;
    await Promise.all(["ann", "bob", "eve"].map((who) => carts.add(who, mug, newRequest())));
    world.time.nowMs += 59_000;
    await carts.add("dan", mug, newRequest());
    expect(consumed.filter(({ command }) => command === "GetItemCommand")).toHaveLength(1);
  });
});
