import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openCarts } from "../../src/index.ts";
import { cartPlaces } from "../cart-places.ts";
import { noteUnits } from "../consumed-units.ts";

let world: Awaited<ReturnType<typeof cartPlaces>>;
beforeAll(async () => {
  world = await cartPlaces();
});
afterAll(() => world.close());

const put = (Item: Record<string, unknown>) =>
  world.places.client.send(new PutCommand({ TableName: world.places.cartTable, Item }));

it("finds all lines of a cart of more than the 1 MB that DynamoDB answers at once", async () => {
  const line = {
    ...{ user_id: "ann", epoch: "1", quantity: 1, price: 450, currency: "EUR" },
    ...{ added_at: 0, ttl: world.time.nowMs / 1_000 + 1, more: "x".repeat(300_000) },
  };
  const products = Array.from({ length: 8 }, (_, product) => `mug-${100 + product}`);
  await Promise.all(products.map((product_id) => put({ ...line, product_id })));
  const consumed = noteUnits(world.places.client);
  const { lines } = await openCarts(world.places).find("ann");
  expect(lines.map(({ productId }) => productId)).toEqual(products);
  expect(consumed.length).toBeGreaterThan(1);
});

it("says which item it can't read", async () => {
  await put({ user_id: "bob", product_id: "mug", ttl: "soon" });
  await expect(openCarts(world.places).find("bob")).rejects.toMatchObject({
    code: "ITEM_UNREADABLE",
    message: expect.stringContaining('{"user_id":"bob","product_id":"mug"}'),
  });
});
