import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Carts, openCarts, putProduct } from "../../src/index.ts";
import { cartPlaces, newRequest } from "../cart-places.ts";
import { euros } from "../cart-rules.ts";
import { allItems } from "../kept-items.ts";

const DAY_MS = 86_400_000;

describe("a cart", () => {
  let world: Awaited<ReturnType<typeof cartPlaces>>;
  let carts: Carts;
  let user = "user-0";
  let users = 0;
  beforeAll(async () => {
    world = await cartPlaces();
    carts = openCarts(world.places);
    await putProduct(world.places, { productId: "kettle", name: "Kettle", price: euros(2_999) });
    await putProduct(world.places, { productId: "mug", name: "Mug", price: euros(450) });
  });
  beforeEach(() => {
    users += 1;
    user = `user-${users}`;
  });
  afterAll(() => world.close());

  const add = (quantity: number, request = newRequest(), productId = "mug") =>
    carts.add(user, { productId, quantity }, request);
  const quantities = async () =>
    (await carts.find(user)).lines.map(({ productId, quantity }) => `${quantity} ${productId}`);

  it("adds up what is added, priced as the catalogue has it", async () => {
    const addedAt = world.time.nowMs / 1_000;
    const expiresAt = addedAt + 2_592_000;
    expect(await add(2)).toEqual({
      ...{ productId: "mug", price: euros(450), expiresAt, isRepeated: false },
    });
    await add(1, newRequest(), "kettle");
    await carts.add(user, { productId: "mug", quantity: 3, price: euros(450) }, newRequest());
    expect(await carts.find(user)).toEqual({
      lines: [
        { productId: "kettle", quantity: 1, price: euros(2_999), addedAt, expiresAt },
        { productId: "mug", quantity: 5, price: euros(450), addedAt, expiresAt },
      ],
      total: euros(2_999 + 5 * 450),
    });
  });

  it("is empty before anything is added", async () => {
    expect(await carts.find(user)).toEqual({ lines: [], total: euros(0) });
  });

  it("makes it so many, whatever was there", async () => {
    await carts.setQuantity(user, { productId: "mug", quantity: 7 }, newRequest());
    await carts.setQuantity(user, { productId: "mug", quantity: 2 }, newRequest());
    await add(1);
    expect(await quantities()).toEqual(["3 mug"]);
  });

  it("takes a product out, also one that is not in it", async () => {
    await add(7);
    await carts.remove(user, "mug", newRequest());
    await carts.remove(user, "kettle", newRequest());
    expect(await quantities()).toEqual([]);
    await add(1);
    expect(await quantities()).toEqual(["1 mug"]);
  });

  it("keeps nothing of a removal where nothing is there and the shop sells no such product", async () => {
    for (const productId of ["mug", "no-mug"]) await carts.remove(user, productId, newRequest());
    const kept = (await allItems(world.places)).filter((item) => item.user_id === user);
    expect(kept).toMatchObject([{ product_id: "mug" }]);
  });

  it("lets a product be taken out that the shop sells no more", async () => {
    const productId = "tin";
    await putProduct(world.places, { productId, name: "Tin", price: euros(100) });
    await add(1, newRequest(), productId);
    const Key = { product_id: productId, part: "PRODUCT" };
    const { client, productsTable: TableName } = world.places;
    await client.send(new DeleteCommand({ TableName, Key }));
    world.time.nowMs += DAY_MS;
    await carts.remove(user, productId, newRequest());
    expect(await quantities()).toEqual([]);
  });

  it("loses no unit of adds that come at once", async () => {
    await Promise.all(Array.from({ length: 64 }, () => add(3)));
    expect(await quantities()).toEqual(["192 mug"]);
  });

  it("is not seen once it has expired, deleted or not, and each change puts that off", async () => {
    await add(2);
    world.time.nowMs += 20 * DAY_MS;
    await add(1);
    world.time.nowMs += 20 * DAY_MS;
    expect(await quantities()).toEqual(["3 mug"]);
    world.time.nowMs += 10 * DAY_MS;
    expect(await quantities()).toEqual([]);
    const addedAt = world.time.nowMs / 1_000;
    await Promise.all([add(4), add(1)]);
    const { lines } = await carts.find(user);
    expect(lines).toMatchObject([{ quantity: 5, addedAt, expiresAt: addedAt + 2_592_000 }]);
  });

  it("begins again where DynamoDB has deleted a line", async () => {
    const { client, cartTable } = world.places;
    await add(2);
    await carts.checkout(user, {}, newRequest());
    await add(2);
    const Key = { user_id: user, product_id: "mug" };
    await client.send(new DeleteCommand({ TableName: cartTable, Key }));
    await add(1);
    expect(await quantities()).toEqual(["1 mug"]);
  });

  it("has what came after a checkout, and nothing of what was ordered", async () => {
    await add(2);
    await add(1, newRequest(), "kettle");
    await carts.checkout(user, {}, newRequest());
    expect(await quantities()).toEqual([]);
    await add(3);
    expect(await quantities()).toEqual(["3 mug"]);
    const { order } = await carts.checkout(user, {}, newRequest());
    expect(order).toMatchObject({ number: 2, lines: [{ productId: "mug", quantity: 3 }] });
  });
});
