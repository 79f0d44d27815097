import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openCatalogue } from "../../src/catalogue/catalogue.ts";
import { putProduct } from "../../src/index.ts";
import { cartPlaces, euros } from "../cart-places.ts";
import { type Consumed, noteUnits } from "../consumed-units.ts";

describe("a catalogue", () => {
  let world: Awaited<ReturnType<typeof cartPlaces>>;
  let consumed: Consumed[];
  const put = (productId: string, amount: number) =>
    putProduct(world.places, { productId, name: productId, price: euros(amount) });
  beforeAll(async () => {
    world = await cartPlaces();
    consumed = noteUnits(world.places.client);
    await put("mug", 450);
  });
  beforeEach(() => {
    consumed.length = 0;
  });
  afterAll(() => world.close());

  it("remembers a product for the time that the rules give", async () => {
    const catalogue = openCatalogue(world.places);
    expect(await catalogue.product("mug")).toMatchObject({ price: euros(450) });
    await put("mug", 499);
    world.time.nowMs += 59_999;
    expect(await catalogue.product("mug")).toMatchObject({ price: euros(450) });
    expect(await catalogue.presentProduct("mug")).toMatchObject({ price: euros(499) });
    expect(await catalogue.product("mug")).toMatchObject({ price: euros(499) });
    await put("mug", 450);
    world.time.nowMs += 60_000;
    expect(await catalogue.product("mug")).toMatchObject({ price: euros(450) });
  });

  it("knows a product a second after it came into the shop", async () => {
    const catalogue = openCatalogue(world.places);
    expect(await catalogue.product("spoon")).toBeUndefined();
    await put("spoon", 120);
    expect(await catalogue.product("spoon")).toBeUndefined();
    world.time.nowMs += 1_000;
    expect(await catalogue.product("spoon")).toMatchObject({ name: "spoon" });
  });

  it("reads a product once for all who ask at once, at half a unit", async () => {
    const catalogue = openCatalogue(world.places);
    await Promise.all(Array.from({ length: 20 }, () => catalogue.product("mug")));
    expect(consumed).toEqual([{ command: "GetItemCommand", units: 0.5 }]);
  });

  it("does not remember that a product could not be read", async () => {
    const { client, productsTable } = world.places;
    const catalogue = openCatalogue(world.places);
    const broken = { product_id: "cup", part: "PRODUCT", name: "Cup", price: 4.5, currency: "EUR" };
    await client.send(new PutCommand({ TableName: productsTable, Item: broken }));
    const unreadable = {
      code: "ITEM_UNREADABLE",
      message: expect.stringContaining('{"product_id":"cup","part":"PRODUCT"}'),
    };
    await expect(catalogue.product("cup")).rejects.toMatchObject(unreadable);
    await put("cup", 450);
    expect(await catalogue.product("cup")).toMatchObject({ price: euros(450) });
  });
});
