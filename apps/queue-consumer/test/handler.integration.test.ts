import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { currentTable, sdkDescribeTable } from "@spillway/lambda-runtime";
import { systemClock } from "@spillway/pacing";
import { fastestTransport } from "@spillway/table-writer";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  FakeQueue,
  lambdaContext,
  localClientSettings,
  sqsEvent,
  type TestTable,
} from "@spillway/testkit";
import { DrainRate, drainRate, type OutgoingMessage } from "@spillway/write-buffer";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { fixedPace, sharedPace } from "../src/drain-pace.ts";
import { createHandler } from "../src/handler.ts";
import { putBody } from "./spike-table.ts";

let client: DynamoDBClient;
let table: TestTable;

beforeAll(async () => {
  client = new DynamoDBClient({
    ...localClientSettings,
    endpoint: dynamoDbLocalEndpoint(),
    maxAttempts: 1,
  });
  table = await createTestTable(client, {
    keys: ["pk:S", "sk:N"],
    writeUnits: 4_000,
    globalIndexes: { "by-city": { keys: ["city:S"], writeUnits: 2_000 } },
  });
});

afterAll(async () => {
  await table.delete();
  client.destroy();
});

test("the pace comes from the table's description: its slowest index, shared", async () => {
  const shape = await sdkDescribeTable(client, table.name)();
  expect(shape.keys).toEqual({
    partitionKey: { name: "pk", type: "S" },
    sortKey: { name: "sk", type: "N" },
  });
  expect(drainRate(shape, 4)).toBe(500);
});

test("drains a batch: good items are written, bad ones fail under their messages", async () => {
  const queue = new FakeQueue<OutgoingMessage>();
  const handler = createHandler({
    describeTable: currentTable(sdkDescribeTable(client, table.name), systemClock),
    paceFor: fixedPace(new DrainRate(systemClock, 2)),
    transport: fastestTransport(client),
    queue,
    clock: systemClock,
    random: Math.random,
    logger: { info: vi.fn(), warn: vi.fn() },
    metrics: { addMetric: vi.fn() },
  });
  // Only DynamoDB knows the last one to be wrong: the key of the index must be text.
  const messages = [
    ...Array.from({ length: 30 }, (_, i) => putBody(`item-${i}`)),
    "no message",
    '{"v":1,"op":"put","item":{"sk":{"N":"1"}}}',
    putBody("wrong-index-key", { city: { N: "5" } }),
  ];
  const { batchItemFailures } = await handler(sqsEvent(messages), lambdaContext());
  expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).toSorted()).toEqual([
    "message-31",
    "message-32",
    "message-33",
  ]);
  expect(queue.taken).toEqual([]);
  for (const pk of ["item-0", "item-29"]) {
    const key = { pk: { S: pk }, sk: { N: "1" } };
    const { Item } = await client.send(new GetItemCommand({ TableName: table.name, Key: key }));
    expect(Item).toEqual(key);
  }
});

test("shares the pace of all who write the table, on one item", async () => {
  const paceTable = await createTestTable(client, { keys: ["pk:S", "sk:S"] });
  const onTrouble = vi.fn();
  const handler = createHandler({
    describeTable: currentTable(sdkDescribeTable(client, table.name), systemClock),
    paceFor: sharedPace(2, {
      client,
      paceTable: paceTable.name,
      clock: systemClock,
      random: Math.random,
      onTrouble,
    }),
    transport: fastestTransport(client),
    queue: new FakeQueue<OutgoingMessage>(),
    clock: systemClock,
    random: Math.random,
    logger: { info: vi.fn(), warn: vi.fn() },
    metrics: { addMetric: vi.fn() },
  });
  const messages = Array.from({ length: 30 }, (_, i) => putBody(`shared-${i}`));
  expect(await handler(sqsEvent(messages), lambdaContext())).toEqual({ batchItemFailures: [] });
  const { Item } = await client.send(
    new GetItemCommand({
      TableName: paceTable.name,
      Key: { pk: { S: `PACE#${table.name}` }, sk: { S: "PACE" } },
    }),
  );
  expect(Item).toMatchObject({ buyers: { N: "1" }, sold_until: { N: expect.any(String) } });
  expect(onTrouble).not.toHaveBeenCalled();
  await paceTable.delete();
});

test("a table that is not there fails the whole batch", async () => {
  const describe = currentTable(sdkDescribeTable(client, "absent"), systemClock);
  await expect(describe()).rejects.toMatchObject({ name: "ResourceNotFoundException" });
});
