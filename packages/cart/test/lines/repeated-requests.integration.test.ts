import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Carts, openCarts, putProduct } from "../../src/index.ts";
import { cartPlaces, newRequest } from "../cart-places.ts";
import { euros } from "../cart-rules.ts";

describe("a request that is sent again", () => {
  let world: Awaited<ReturnType<typeof cartPlaces>>;
  let carts: Carts;
  let user = "user-0";
  let users = 0;
  const mug = { productId: "mug", name: "Mug", price: euros(450) };
  beforeAll(async () => {
    world = await cartPlaces();
    carts = openCarts(world.places);
  });
  beforeEach(async () => {
    users += 1;
    user = `user-${users}`;
    await putProduct(world.places, mug);
    world.time.nowMs += 60_000; // what the catalogue remembers is over
  });
  afterAll(() => world.close());

  const add = (quantity: number, request = newRequest()) =>
    carts.add(user, { productId: "mug", quantity }, request);
  const quantity = async () => (await carts.find(user)).lines[0]?.quantity ?? 0;

  /** As if the line had been changed so often in this window. */
  const rememberMany = (changes: number) => {
    const window = Math.floor(world.time.nowMs / 3_600_000);
    const digests = Array.from({ length: 2 * changes }, (_, digest) => String(digest));
    return world.places.client.send(
      new UpdateCommand({
        TableName: world.places.cartTable,
        Key: { user_id: user, product_id: "mug" },
        UpdateExpression: `SET keys_${window % 5} = :digests`,
        ExpressionAttributeValues: { ":digests": new Set(digests) },
      }),
    );
  };

  it("adds once, at whatever time within an hour, and is answered as it was", async () => {
    const request = newRequest();
    const first = await add(2, request);
    expect(first.isRepeated).toBe(false);
    for (let minutes = 0; minutes <= 60; minutes += 12) {
      expect(await add(2, request)).toEqual({ ...first, isRepeated: true });
      world.time.nowMs += 12 * 60_000;
    }
    expect(await quantity()).toBe(2);
  });

  it("adds once where it comes many times at once", async () => {
    const request = newRequest();
    const answers = await Promise.all(Array.from({ length: 16 }, () => add(2, request)));
    expect(answers.filter(({ isRepeated }) => !isRepeated)).toHaveLength(1);
    expect(await quantity()).toBe(2);
  });

  it("sets and removes once, whatever came in between", async () => {
    const [set, remove] = [newRequest(), newRequest()];
    const setTo = () => carts.setQuantity(user, { productId: "mug", quantity: 5 }, set);
    await setTo();
    await add(1);
    expect(await setTo()).toMatchObject({ isRepeated: true });
    expect(await quantity()).toBe(6);
    await carts.remove(user, "mug", remove);
    await add(3);
    await carts.remove(user, "mug", remove);
    await setTo();
    expect(await quantity()).toBe(3);
  });

  it("removes once where there was nothing to remove", async () => {
    const remove = newRequest();
    await carts.remove(user, "mug", remove);
    await add(3);
    await carts.remove(user, "mug", remove);
    expect(await quantity()).toBe(3);
  });

  it("is known after its line was removed or ordered", async () => {
    const request = newRequest();
    await add(2, request);
    await carts.checkout(user, {}, newRequest());
    expect(await add(2, request)).toMatchObject({ isRepeated: true });
    await carts.remove(user, "mug", newRequest());
    expect(await add(2, request)).toMatchObject({ isRepeated: true, price: euros(450) });
    expect(await quantity()).toBe(0);
  });

  it("is answered as it was although the price has changed since", async () => {
    const request = newRequest();
    const change = { productId: "mug", quantity: 2, price: euros(450) };
    const first = await carts.add(user, change, request);
    await putProduct(world.places, { ...mug, price: euros(499) });
    world.time.nowMs += 60_000;
    expect(await carts.add(user, change, request)).toEqual({ ...first, isRepeated: true });
    await expect(carts.add(user, change, newRequest())).rejects.toMatchObject({
      code: "PRICES_CHANGED",
      details: { lines: [{ productId: "mug" }] },
    });
  });

  it("is answered as the first time though the price has changed and the line is gone", async () => {
    const request = newRequest();
    const change = { productId: "mug", quantity: 2, price: euros(450) };
    await carts.add(user, change, request);
    await carts.remove(user, "mug", newRequest());
    await putProduct(world.places, { ...mug, price: euros(499) });
    const again = await carts.add(user, change, request);
    expect(again).toMatchObject({ price: euros(450), isRepeated: true });
    expect(await quantity()).toBe(0);
  });

  it("is refused where it asks for something else with the same key", async () => {
    const request = newRequest();
    await add(2, request);
    const other = { ...request, digest: "another" };
    const refused = { code: "IDEMPOTENCY_KEY_REUSED" };
    await expect(add(3, other)).rejects.toMatchObject(refused);
    await expect(carts.remove(user, "mug", other)).rejects.toMatchObject(refused);
    expect(await quantity()).toBe(2);
  });

  it("says so where a line was changed too often to remember", async () => {
    await add(1);
    const request = newRequest();
    world.time.nowMs = Math.ceil(world.time.nowMs / 3_600_000) * 3_600_000 + 600_000;
    await rememberMany(500);
    await expect(add(1, request)).rejects.toMatchObject({
      code: "TOO_MANY_CHANGES",
      message: 'expected at most 500 changes of "mug" in 3600 seconds; came more',
      hint: "Try again after 3000 seconds.",
      details: { retryAfterSeconds: 3_000 },
    });
    world.time.nowMs += 3_000_000;
    await add(1, request);
    expect(await quantity()).toBe(2);
  });
});
