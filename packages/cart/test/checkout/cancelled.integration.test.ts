import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { dynamoDbLocalEndpoint, localClientSettings } from "@spillway/testkit";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addStock, type CartPlaces, openCarts, putProduct, stockLeft } from "../../src/index.ts";
import { cancelTransactions, PASSING_CODES } from "../cancelled-transactions.ts";
import { cartPlaces, euros, newRequest } from "../cart-places.ts";
import { logRequests } from "../request-log.ts";

const SHARDS = 40;

let shop: Awaited<ReturnType<typeof cartPlaces>>;
/** Of the shopper in whose way something is put, with waits that take no time. */
let client: DynamoDBClient;
let places: CartPlaces;
let user: string;
let users = 0;

beforeAll(async () => {
  shop = await cartPlaces();
});
afterAll(() => shop.close());

beforeEach(async () => {
  users += 1;
  user = `user-${users}`;
  client = new DynamoDBClient({ endpoint: dynamoDbLocalEndpoint(), ...localClientSettings });
  places = {
    ...shop.places,
    client: DynamoDBDocumentClient.from(client),
    clock: { now: shop.places.clock.now, sleep: async () => undefined },
  };
  const product = { productId: user, name: "Hot", price: euros(450), stockShards: SHARDS };
  await putProduct(shop.places, product, 10 * SHARDS);
  await openCarts(shop.places).add(user, { productId: user, quantity: 3 }, newRequest());
});
afterEach(() => client.destroy());

const checkOut = () => openCarts(places).checkout(user, {}, newRequest());

async function expectUntouched(): Promise<void> {
  const carts = openCarts(shop.places);
  expect((await carts.find(user)).lines).toMatchObject([{ productId: user, quantity: 3 }]);
  expect((await carts.orders(user, { limit: 1 })).orders).toEqual([]);
  expect(await stockLeft(shop.places, user)).toBe(10 * SHARDS);
}

const TABLES = ["productsTable", "cartTable"] as const;
const CASES = PASSING_CODES.flatMap((code) => TABLES.map((table) => ({ code, table })));

describe.each(CASES)("where $code is the reason, of the $table,", ({ code, table }) => {
  it("a checkout tries again, and orders once", async () => {
    cancelTransactions(client, { code, table: shop.places[table], times: 3 });
    const { order } = await checkOut();
    expect(order).toMatchObject({ number: 1, lines: [{ productId: user, quantity: 3 }] });
    expect(await stockLeft(shop.places, user)).toBe(10 * SHARDS - 3);
    expect((await openCarts(shop.places).find(user)).lines).toEqual([]);
  });

  it("a checkout gives up at last, and has ordered and taken nothing", async () => {
    const cancelled = cancelTransactions(client, { code, table: shop.places[table] });
    await expect(checkOut()).rejects.toMatchObject({ code: "CHECKOUT_BUSY" });
    expect(cancelled).toHaveLength(12);
    await expectUntouched();
  });
});

it.each([
  { code: "TransactionConflict", table: "productsTable", told: "others had the same stock" },
  {
    code: "TransactionConflict",
    table: "cartTable",
    told: "another checkout of the same cart was first",
  },
  { code: "ThrottlingError", table: "productsTable", told: "the products table throttled" },
  { code: "ThrottlingError", table: "cartTable", told: "the cart table throttled" },
] as const)("a busy checkout says that $told", async ({ code, table, told }) => {
  cancelTransactions(client, { code, table: shop.places[table] });
  await expect(checkOut()).rejects.toMatchObject({
    message: `expected to be done within 12 attempts; ${told} 12 times`,
  });
});

it("a checkout is refused as it is for a reason that stays", async () => {
  const cancelled = cancelTransactions(client, {
    ...{ code: "ValidationError", table: shop.places.cartTable },
  });
  await expect(checkOut()).rejects.toMatchObject({ name: "TransactionCanceledException" });
  expect(cancelled).toHaveLength(1);
  await expectUntouched();
});

it("a checkout tries other counters where one is held by others", async () => {
  const table = shop.places.productsTable;
  const cancelled = cancelTransactions(client, { code: "TransactionConflict", table });
  let drawn = 0;
  const random = () => {
    drawn += 1;
    return (drawn * 0.37) % 1;
  };
  const checkout = openCarts({ ...places, random }).checkout(user, {}, newRequest());
  await expect(checkout).rejects.toMatchObject({ code: "CHECKOUT_BUSY" });
  const counters = cancelled.flatMap((actions) =>
    actions.flatMap(({ Update }) => (Update === undefined ? [] : JSON.stringify(Update.Key))),
  );
  expect(counters).toHaveLength(12);
  expect(new Set(counters).size).toBeGreaterThan(6);
});

/** Has time pass with each request of a command. */
function passTime(command: string, ms: number): void {
  client.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        if (commandName === command) shop.time.nowMs += ms;
        return next(args);
      },
    { step: "initialize", priority: "high", name: "passTime" },
  );
}

it("a checkout begins no attempt after 10 s, and says what was in the way until then", async () => {
  const cancelled = cancelTransactions(client, {
    ...{ code: "TransactionConflict", table: shop.places.productsTable },
  });
  passTime("TransactWriteItemsCommand", 3_000);
  await expect(checkOut()).rejects.toMatchObject({
    code: "CHECKOUT_BUSY",
    message: "expected to be done within 10 s; others had the same stock 4 times",
  });
  expect(cancelled).toHaveLength(4);
  await expectUntouched();
});

it.each([
  { slow: "QueryCommand", sent: ["QueryCommand"] },
  { slow: "BatchGetItemCommand", sent: ["QueryCommand", "BatchGetItemCommand"] },
])("a checkout asks for nothing more where its $slow took 10 s", async ({ slow, sent }) => {
  passTime(slow, 10_000);
  const log = logRequests(places.client);
  await expect(checkOut()).rejects.toMatchObject({
    code: "CHECKOUT_BUSY",
    message: "expected to be done within 10 s; the tables are slow to answer",
  });
  expect(log.requests.map(({ command }) => command)).toEqual(sent);
  await expectUntouched();
});

describe.each(PASSING_CODES)("where %s is the reason", (code) => {
  it("stock is added in a later attempt, and once", async () => {
    cancelTransactions(client, { code, table: shop.places.productsTable, times: 3 });
    await addStock(places, user, 50);
    expect(await stockLeft(shop.places, user)).toBe(10 * SHARDS + 50);
  });

  it("stock is not added at last, and it says why", async () => {
    const cancelled = cancelTransactions(client, { code, table: shop.places.productsTable });
    const why =
      code === "TransactionConflict" ? "others had the same stock" : "the products table throttled";
    await expect(addStock(places, user, 50)).rejects.toMatchObject({
      code: "CHECKOUT_BUSY",
      message: `expected to be done within 12 attempts; ${why} 12 times`,
    });
    expect(cancelled).toHaveLength(12);
    await expectUntouched();
  });
});
