import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCarts, putProduct } from "../../src/index.ts";
import { cartPlaces, euros, newRequest } from "../cart-places.ts";

describe("a cart", () => {
  let world: Awaited<ReturnType<typeof cartPlaces>>;
  let carts: ReturnType<typeof openCarts>;
  let users = 0;
  const newUser = () => {
    users += 1;
    return `user-${users}`;
  };
  beforeAll(async () => {
    world = await cartPlaces();
    carts = openCarts(world.places);
    for (const [productId, amount] of [
      ["kettle", 2_999],
      ["mug", 450],
    ] as const) {
      await putProduct(world.places, { productId, name: productId, price: euros(amount) });
    }
  });
  afterAll(() => world.close());

  const quantities = async (user: string) =>
    (await carts.find(user)).lines.map(({ productId, quantity }) => `${quantity} ${productId}`);

  it("adds up what is added, priced as the catalogue has it", async () => {
    const user = newUser();
    const nowSeconds = world.time.nowMs / 1_000;
    expect(await carts.add(user, { productId: "mug", quantity: 2 }, newRequest())).toEqual({
      productId: "mug",
      price: euros(450),
      expiresAt: nowSeconds + 2_592_000,
      isRepeated: false,
    });
    await carts.add(user, { productId: "kettle", quantity: 1 }, newRequest());
    await carts.add(user, { productId: "mug", quantity: 3, price: euros(450) }, newRequest());
    const times = { addedAt: nowSeconds, expiresAt: nowSeconds + 2_592_000 };
    expect(await carts.find(user)).toEqual({
      lines: [
        { productId: "kettle", quantity: 1, price: euros(2_999), ...times },
        { productId: "mug", quantity: 5, price: euros(450), ...times },
      ],
      total: euros(2_999 + 5 * 450),
    });
  });

  it("is empty before anything is added", async () => {
    expect(await carts.find(newUser())).toEqual({ lines: [], total: euros(0) });
  });

  it("makes it so many, whatever was there", async () => {
    const user = newUser();
    await carts.setQuantity(user, { productId: "mug", quantity: 7 }, newRequest());
    await carts.setQuantity(user, { productId: "mug", quantity: 2 }, newRequest());
    await carts.add(user, { productId: "mug", quantity: 1 }, newRequest());
    expect(await quantities(user)).toEqual(["3 mug"]);
  });

  it("takes a product out, also one that is not in it", async () => {
    const user = newUser();
    await carts.add(user, { productId: "mug", quantity: 7 }, newRequest());
    await carts.remove(user, "mug", newRequest());
    await carts.remove(user, "kettle", newRequest());
    expect(await quantities(user)).toEqual([]);
    await carts.add(user, { productId: "mug", quantity: 1 }, newRequest());
    expect(await quantities(user)).toEqual(["1 mug"]);
  });

  it("loses no unit of adds that come at once", async () => {
    const user = newUser();
    const adds = Array.from({ length: 64 }, () =>
      carts.add(user, { productId: "mug", quantity: 3 }, newRequest()),
    );
    await Promise.all(adds);
    expect(await quantities(user)).toEqual(["192 mug"]);
  });
});
