import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addStock, openCarts, type Product, putProduct, stockLeft } from "../../src/index.ts";
import { cartPlaces, euros, newRequest } from "../cart-places.ts";

describe("the stock of a product", () => {
  let world: Awaited<ReturnType<typeof cartPlaces>>;
  beforeAll(async () => {
    world = await cartPlaces();
  });
  afterAll(() => world.close());

  const product = (productId: string, stockShards?: number): Product => ({
    ...{ productId, name: productId, price: euros(450) },
    ...(stockShards === undefined ? {} : { stockShards }),
  });

  it("is what was put and added, whatever the number of counters", async () => {
    for (const shards of [1, 3, 101]) {
      const productId = `mug-${shards}`;
      await putProduct(world.places, product(productId, shards), 10);
      expect(await stockLeft(world.places, productId)).toBe(10);
      await addStock(world.places, productId, 205);
      expect(await stockLeft(world.places, productId)).toBe(215);
    }
  });

  it("stays as it is where a product gets another price, and can get more counters", async () => {
    await putProduct(world.places, product("cup", 2), 7);
    await putProduct(world.places, { ...product("cup", 4), price: euros(499) });
    expect(await stockLeft(world.places, "cup")).toBe(7);
    await addStock(world.places, "cup", 8);
    expect(await stockLeft(world.places, "cup")).toBe(15);
  });

  it("is not counted where a product has no counters", async () => {
    await putProduct(world.places, product("song"), 5);
    expect(await stockLeft(world.places, "song")).toBeUndefined();
    expect(await stockLeft(world.places, "no such product")).toBeUndefined();
    await expect(addStock(world.places, "song", 1)).rejects.toMatchObject({
      code: "STOCK_NOT_COUNTED",
    });
    await expect(addStock(world.places, "unknown", 1)).rejects.toMatchObject({
      code: "PRODUCT_UNKNOWN",
    });
  });

  it("adds up where it is added to while it is sold", async () => {
    const carts = openCarts(world.places);
    await putProduct(world.places, product("hot", 2), 20);
    const buy = async (user: string) => {
      await carts.add(user, { productId: "hot", quantity: 3 }, newRequest());
      await carts.checkout(user, {}, newRequest());
    };
    const buyers = Array.from({ length: 6 }, (_, buyer) => buy(`buyer-${buyer}`));
    const deliveries = Array.from({ length: 4 }, () => addStock(world.places, "hot", 5));
    await Promise.all([...buyers, ...deliveries]);
    expect(await stockLeft(world.places, "hot")).toBe(20 + 4 * 5 - 6 * 3);
  });

  it.each([0, -1, 1.5, 1e10, Number.NaN])("refuses to add %s units", async (units) => {
    await putProduct(world.places, product("cup", 2));
    await expect(addStock(world.places, "cup", units)).rejects.toMatchObject({
      code: "QUANTITY_INVALID",
      message: `expected a whole number of units from 1 to 1000000000; came ${units}`,
    });
  });

  it.each<[string, Partial<Product>, number?]>([
    ["an id that can be no key of a line", { productId: "#CART" }],
    ["a fraction of a cent", { price: euros(4.5) }],
    ["a price below 0", { price: euros(-1) }],
    ["no currency", { price: { amount: 450, currency: "" } }],
    ["more than 1,000 counters", { stockShards: 1_001 }],
  ])("refuses a product with %s", async (_, change) => {
    await expect(
      putProduct(world.places, { ...product("cup", 2), ...change }, 1),
    ).rejects.toMatchObject({ code: "PRODUCT_INVALID" });
  });
});
