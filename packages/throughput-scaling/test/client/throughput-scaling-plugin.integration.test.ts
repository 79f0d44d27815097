import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand, DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterEach, expect, it } from "vitest";
import { type ScalingConfig, throughputScaling } from "../../src/index.ts";
import { type ScaledTable, scaledTable } from "../fixtures/scaled-table.ts";

let table: ScaledTable;
afterEach(() => table.close());

const QUICK = { initialRetryDelay: 200, maxRetryDelay: 1_000 };

function scalingClient(config: ScalingConfig = {}) {
  const client = table.client();
  const { store } = table;
  client.middlewareStack.use(throughputScaling({ client, store, env: {}, ...QUICK, ...config }));
  return client;
}

const itemOf = (place: number) => ({
  pk: { S: `item ${place}` },
  email: { S: `user${place}@example.com` },
});
const put = (place: number) => new PutItemCommand({ TableName: table.name, Item: itemOf(place) });
const places = (count: number) => Array.from({ length: count }, (_, place) => place);

it("raises table and index once for each step, and does every command", async () => {
  table = await scaledTable({ globalIndexes: { byEmail: { keys: ["email:S"] } } }, 0.5);
  const client = scalingClient();
  await Promise.all(places(40).map((place) => client.send(put(place))));
  expect(await table.countItems()).toBe(40);
  const steps = [
    [10, 10],
    [20, 20],
    [40, 40],
  ];
  const updates = await table.updates();
  expect(updates).toEqual(steps.slice(0, updates.length));
  expect(updates.length).toBeGreaterThanOrEqual(2);
});

it("raises an index alone where only it lacks capacity, and reads where reads do", async () => {
  table = await scaledTable({
    writeUnits: 1_000,
    globalIndexes: { byEmail: { keys: ["email:S"], writeUnits: 5 } },
  });
  const client = scalingClient();
  await Promise.all(places(12).map((place) => client.send(put(place))));
  const [ofTable, ofIndex = 0] = await table.writeUnits();
  expect(ofTable).toBe(1_000);
  expect(ofIndex).toBeGreaterThan(5);

  const before = (await table.updates()).length;
  const get = (place: number) =>
    client.send(
      new GetItemCommand({
        TableName: table.name,
        Key: { pk: { S: `item ${place % 12}` } },
        ConsistentRead: true,
      }),
    );
  // What a read takes is known afterwards: the first ones are on credit.
  await Promise.all(places(12).map(get));
  await Promise.all(places(12).map(get));
  const [event] = await table.store.history(table.name, 1);
  expect((await table.updates()).length).toBeGreaterThan(before);
  expect(event?.steps).toMatchObject([{ resource: "", access: "read", reason: "throttled" }]);
});

it("never scales for a hot partition, and names its key and what helps", async () => {
  table = await scaledTable({ writeUnits: 4_000 });
  const client = scalingClient({ maxWriteCapacity: 40_000 });
  const docClient = DynamoDBDocumentClient.from(client);
  const text = "x".repeat(380 * 1_024);
  const hot = new PutCommand({ TableName: table.name, Item: { pk: "USER#42", text } });
  const outcomes = await Promise.allSettled(places(12).map(() => docClient.send(hot)));
  const errors = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  expect(errors.length).toBeGreaterThan(0);
  expect(errors[0]).toMatchObject({
    code: "HOT_PARTITION",
    message: expect.stringContaining('{"pk":"USER#42"}'),
    hint: expect.stringContaining("shard it"),
    details: { table: table.name, reasons: ["TableWriteKeyRangeThroughputExceeded"] },
    cause: { name: "ProvisionedThroughputExceededException" },
  });
  expect(await table.updates()).toEqual([]);
});

it("sends again what a batch left, until nothing is left", async () => {
  table = await scaledTable({ readUnits: 1_000 });
  const client = scalingClient();
  const written = await client.send(
    new BatchWriteItemCommand({
      RequestItems: {
        [table.name]: places(25).map((place) => ({ PutRequest: { Item: itemOf(place) } })),
      },
      ReturnConsumedCapacity: "TOTAL",
    }),
  );
  expect(written.UnprocessedItems ?? {}).toEqual({});
  expect(written.ConsumedCapacity).toMatchObject([{ TableName: table.name, CapacityUnits: 25 }]);
  expect(await table.countItems()).toBe(25);
  expect((await table.updates()).length).toBeGreaterThan(0);

  const docClient = DynamoDBDocumentClient.from(client);
  await docClient.send(
    new BatchWriteCommand({
      RequestItems: {
        [table.name]: places(25).map((place) => ({
          PutRequest: { Item: { pk: `document ${place}`, count: place } },
        })),
      },
    }),
  );
  expect(await table.countItems()).toBe(50);
  const read = await client.send(
    new BatchGetItemCommand({
      RequestItems: {
        [table.name]: { Keys: places(25).map((place) => ({ pk: itemOf(place).pk })) },
      },
    }),
  );
  expect(read.Responses?.[table.name]).toHaveLength(25);
});

it("answers a batch as DynamoDB does where the retries are used up", async () => {
  table = await scaledTable({ writeUnits: 1 });
  const client = scalingClient({ maxRetries: 0 });
  const { UnprocessedItems } = await client.send(
    new BatchWriteItemCommand({
      RequestItems: {
        [table.name]: places(10).map((place) => ({ PutRequest: { Item: itemOf(place) } })),
      },
    }),
  );
  expect(UnprocessedItems?.[table.name]?.length).toBeGreaterThan(0);
  expect(await table.updates()).toEqual([]);
});

it("raises for a transaction that was cancelled for lack of capacity", async () => {
  table = await scaledTable({ writeUnits: 1 });
  const client = scalingClient();
  const transact = (place: number) =>
    client.send(
      new TransactWriteItemsCommand({
        TransactItems: [{ Put: { TableName: table.name, Item: itemOf(place) } }],
      }),
    );
  await Promise.all(places(5).map(transact));
  expect(await table.countItems()).toBe(5);
  expect((await table.updates()).length).toBeGreaterThan(0);
});

it("says that the maximum is reached, with DynamoDB's error as the cause", async () => {
  table = await scaledTable({ writeUnits: 5 });
  const client = scalingClient({ maxWriteCapacity: 5, maxRetries: 1, initialRetryDelay: 1 });
  const outcomes = await Promise.allSettled(places(30).map((place) => client.send(put(place))));
  const failed = outcomes.find((one) => one.status === "rejected");
  expect(failed?.reason).toMatchObject({
    code: "CAPACITY_AT_MAXIMUM",
    message: expect.stringContaining("5 is the maximum"),
    cause: { name: "ProvisionedThroughputExceededException" },
  });
  expect(await table.updates()).toEqual([]);
});

it("lets other errors through as they are", async () => {
  table = await scaledTable({});
  const client = scalingClient();
  await client.send(put(1));
  const again = new PutItemCommand({
    TableName: table.name,
    Item: itemOf(1),
    ConditionExpression: "attribute_not_exists(pk)",
  });
  await expect(client.send(again)).rejects.toThrow(ConditionalCheckFailedException);
});

it("ends its waiting when the signal that was passed to send aborts", async () => {
  table = await scaledTable({ writeUnits: 1 }, 30);
  const client = scalingClient();
  const controller = new AbortController();
  const sent = places(10).map((place) =>
    client.send(put(place), { abortSignal: controller.signal }),
  );
  const failed = Promise.any(
    sent.map((one) =>
      one.then(
        () => Promise.reject(),
        (error) => error,
      ),
    ),
  );
  setTimeout(() => controller.abort(new Error("enough")), 1_000);
  expect(await failed).toMatchObject({ message: "enough" });
});
