import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openCarts, putProduct } from "../../src/index.ts";
import { cartPlaces, euros, newRequest } from "../cart-places.ts";

let shop: Awaited<ReturnType<typeof cartPlaces>>;

beforeAll(async () => {
  shop = await cartPlaces();
  await putProduct(shop.places, { productId: "cup", name: "Cup", price: euros(1_999) });
});
afterAll(() => shop.close());

it("adds to a line that TTL deletes just when it has been found to be expired", async () => {
  const { places, time } = shop;
  const carts = openCarts(places);
  await carts.add("ann", { productId: "cup", quantity: 5 }, newRequest());
  time.nowMs += places.rules.lineSeconds * 1_000;
  let updates = 0;
  places.client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName === "UpdateItemCommand") updates += 1;
        if (updates === 2) {
          updates += 1;
          const Key = { user_id: "ann", product_id: "cup" };
          await places.client.send(new DeleteCommand({ TableName: places.cartTable, Key }));
        }
        return next(args);
      },
    { step: "initialize", name: "ttl" },
  );
  await carts.add("ann", { productId: "cup", quantity: 2 }, newRequest());
  expect(updates).toBeGreaterThan(2);
  expect((await carts.find("ann")).lines).toMatchObject([{ productId: "cup", quantity: 2 }]);
});
