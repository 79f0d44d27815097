import { DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type Carts, openCarts, putProduct, settleOrder } from "@spillway/cart";
import { systemClock } from "@spillway/pacing";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  lambdaContext,
  localClientSettings,
  streamEvent,
  type TestTable,
} from "@spillway/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createHandler } from "../src/handler.ts";

const dynamodb = new DynamoDBClient({ ...localClientSettings, endpoint: dynamoDbLocalEndpoint() });
const client = DynamoDBDocumentClient.from(dynamodb);
let tables: readonly TestTable[];
let carts: Carts;
let handle: ReturnType<typeof createHandler>;

beforeAll(async () => {
  tables = [
    await createTestTable(dynamodb, { keys: ["user_id:S", "product_id:S"] }),
    await createTestTable(dynamodb, { keys: ["product_id:S", "part:S"] }),
  ];
  const [cartTable = "", productsTable = ""] = tables.map(({ name }) => name);
  const rules = {
    ...{ currency: "EUR", lineSeconds: 2_592_000, repeatSeconds: 3_600, catalogueSeconds: 60 },
    ...{ maxQuantity: 999, maxLines: 1_000 },
  };
  const places = { client, cartTable, productsTable, rules, clock: systemClock };
  carts = openCarts({ ...places, random: Math.random });
  for (const productId of ["tea", "kettle"]) {
    const price = { amount: 450, currency: "EUR" };
    await putProduct(places, { productId, name: productId, price });
  }
  handle = createHandler({
    settle: (order) => settleOrder(places, order),
    ...{ clock: systemClock, random: Math.random },
    logger: { info: () => {}, warn: () => {} },
    metrics: { addMetric: () => {} } as never,
  });
});
afterAll(async () => {
  for (const table of tables) await table.delete();
  dynamodb.destroy();
});

/** What is kept of a user, as DynamoDB writes it. */
async function itemsOf(userId: string) {
  const { Items = [] } = await dynamodb.send(
    new QueryCommand({
      TableName: tables[0]?.name,
      ConsistentRead: true,
      KeyConditionExpression: "user_id = :user",
      ExpressionAttributeValues: { ":user": { S: userId } },
    }),
  );
  return Items;
}

/** Invokes the function with all that was inserted of a user, as an event source mapping does. */
async function settle(userId: string) {
  const inserted = (await itemsOf(userId)).map((image) => ({
    keys: { user_id: image.user_id, product_id: image.product_id },
    newImage: image,
  }));
  // The engine and Lambda write the same types of values in the same way.
  const event = streamEvent(inserted as Parameters<typeof streamEvent>[0]);
  expect(await handle(event, lambdaContext())).toEqual({ batchItemFailures: [] });
}

let requests = 0;
const request = () => {
  requests += 1;
  return { key: `request-${requests}`, digest: "" };
};
const add = (userId: string, productId: string) =>
  carts.add(userId, { productId, quantity: 2 }, request());

/** Lines that still hold a quantity. */
async function keptLines(userId: string): Promise<unknown[]> {
  const items = await itemsOf(userId);
  return items.filter(({ quantity }) => quantity).map(({ product_id }) => product_id?.S);
}

test("clears what was ordered, once or again, and changes nothing that the shopper sees", async () => {
  await add("ada", "tea");
  await add("ada", "kettle");
  const { order } = await carts.checkout("ada", {}, request());
  expect(await keptLines("ada")).toEqual(["kettle", "tea"]);
  for (let time = 0; time < 2; time += 1) {
    await settle("ada");
    expect(await keptLines("ada")).toEqual([]);
    expect((await carts.find("ada")).lines).toEqual([]);
    expect(await carts.order("ada", 1)).toEqual(order);
  }
});

test("keeps what came after the order", async () => {
  await add("bea", "tea");
  await add("bea", "kettle");
  await carts.checkout("bea", {}, request());
  await add("bea", "tea");
  await settle("bea");
  expect(await keptLines("bea")).toEqual(["tea"]);
  expect((await carts.find("bea")).lines).toMatchObject([{ productId: "tea", quantity: 2 }]);
});
