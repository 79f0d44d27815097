import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type CapacityProxy, startCapacityProxy } from "@spillway/capacity-proxy";
import { ManualClock } from "@spillway/pacing";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  localClientSettings,
  type TestTable,
} from "@spillway/testkit";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Carts, openCarts, putProduct, stockLeft } from "../../src/index.ts";
import { cartPlaces, euros, newRequest } from "../cart-places.ts";

const LAMP = { productId: "lamp", name: "Lamp", price: euros(4_900), stockShards: 4 };
const START_MS = Date.parse("2026-11-28T12:00:00Z");

let shop: Awaited<ReturnType<typeof cartPlaces>>;
let products: TestTable;
let proxy: CapacityProxy;
let throttled: DynamoDBClient;
/** Through the proxy, by whose clock the table gets its units: they come back only while somebody waits. */
let patient: Carts;
/** Through it too, with waits in which no time passes. */
let hasty: Carts;

beforeEach(async () => {
  shop = await cartPlaces();
  const clock = new ManualClock(START_MS);
  proxy = await startCapacityProxy({ target: dynamoDbLocalEndpoint(), clock, burstSeconds: 0 });
  throttled = new DynamoDBClient({ endpoint: proxy.url, ...localClientSettings });
  products = await createTestTable(throttled, {
    ...{ keys: ["product_id:S", "part:S"], writeUnits: 1 },
  });
  const places = { ...shop.places, productsTable: products.name };
  await putProduct(places, LAMP, 40);
  const through = {
    ...places,
    client: DynamoDBDocumentClient.from(throttled),
    random: () => 0.9,
  };
  const wait = (ms: number) => clock.advance(ms);
  patient = openCarts({ ...through, clock: { now: () => clock.now(), sleep: wait } });
  hasty = openCarts({
    ...through,
    clock: { now: () => clock.now(), sleep: async () => undefined },
  });
  for (const user of ["ann", "bob"]) {
    await patient.add(user, { productId: LAMP.productId, quantity: 1 }, newRequest());
  }
  // Two units of a table that has one a second.
  await patient.checkout("ann", {}, newRequest());
});

afterEach(async () => {
  await products.delete();
  throttled.destroy();
  await proxy.close();
  await shop.close();
});

const left = () => stockLeft({ ...shop.places, productsTable: products.name }, LAMP.productId);

it("waits until a table that throttles takes the order", async () => {
  const { order } = await patient.checkout("bob", {}, newRequest());
  expect(order.number).toBe(1);
  expect(proxy.metrics().find(({ table }) => table === products.name)).toMatchObject({
    throttledRequests: { TransactWriteItems: expect.any(Number) },
  });
  expect(await left()).toBe(38);
});

it("gives up where the table goes on throttling, says so, and has ordered nothing", async () => {
  await expect(hasty.checkout("bob", {}, newRequest())).rejects.toMatchObject({
    code: "CHECKOUT_BUSY",
    message: "expected to be done within 12 attempts; the products table throttled 12 times",
  });
  expect((await hasty.find("bob")).lines).toHaveLength(1);
  expect(await left()).toBe(39);
});
