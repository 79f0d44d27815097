import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  ProvisionedThroughputExceededException,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  ThrottlingException,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  UpdateTableCommand,
  type WriteRequest,
} from "@aws-sdk/client-dynamodb";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  localClientSettings,
  ManualClock,
  type TestTable,
  type TestTableOptions,
} from "@spillway/testkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type CapacityProxy, startCapacityProxy } from "../src/index.ts";

// Time stands still unless a test moves it: what is taken stays taken.
let clock: ManualClock;
let proxy: CapacityProxy;
let client: DynamoDBClient;
let direct: DynamoDBClient;
let tables: TestTable[];

beforeEach(async () => {
  clock = new ManualClock(1_000_000_000);
  tables = [];
  proxy = await startCapacityProxy({
    target: dynamoDbLocalEndpoint(),
    clock,
    burstSeconds: 10,
    readOldItems: true,
  });
  client = new DynamoDBClient({ endpoint: proxy.url, maxAttempts: 1, ...localClientSettings });
  direct = new DynamoDBClient({ endpoint: dynamoDbLocalEndpoint(), ...localClientSettings });
});

afterEach(async () => {
  for (const table of tables) await table.delete();
  client.destroy();
  direct.destroy();
  await proxy.close();
});

async function table(options: TestTableOptions = {}): Promise<string> {
  const created = await createTestTable(client, options);
  tables.push(created);
  return created.name;
}

function puts(count: number, from = 0): WriteRequest[] {
  return Array.from({ length: count }, (_, place) => ({
    PutRequest: { Item: { pk: { S: `item-${from + place}` } } },
  }));
}

function keysOf(requests: readonly WriteRequest[] | undefined): string[] {
  return (requests ?? []).map((request) => request.PutRequest?.Item?.pk?.S ?? "").sort();
}

async function stored(name: string): Promise<string[]> {
  const { Items = [] } = await direct.send(new ScanCommand({ TableName: name }));
  return Items.map((item) => item.pk?.S ?? "").sort();
}

describe("BatchWriteItem", () => {
  it("writes what fits and gives the rest back; what is given back was not written", async () => {
    const name = await table({ writeUnits: 10 });
    const requests = puts(25);
    const answer = await client.send(
      new BatchWriteItemCommand({ RequestItems: { [name]: requests } }),
    );
    expect(keysOf(answer.UnprocessedItems?.[name])).toEqual(keysOf(requests.slice(10)));
    expect(await stored(name)).toEqual(keysOf(requests.slice(0, 10)));
    await clock.advance(1_500);
    const again = await client.send(
      new BatchWriteItemCommand({ RequestItems: answer.UnprocessedItems }),
    );
    expect(again.UnprocessedItems).toEqual({});
    expect(await stored(name)).toEqual(keysOf(requests));
  });

  it("throws, with reasons, when nothing at all was taken", async () => {
    const name = await table({ writeUnits: 10 });
    await client.send(new BatchWriteItemCommand({ RequestItems: { [name]: puts(10) } }));
    const refused = client.send(
      new BatchWriteItemCommand({ RequestItems: { [name]: puts(5, 10) } }),
    );
    await expect(refused).rejects.toBeInstanceOf(ProvisionedThroughputExceededException);
    await expect(refused).rejects.toMatchObject({
      message: expect.stringContaining("level of configured provisioned throughput"),
      ThrottlingReasons: [
        {
          reason: "TableWriteProvisionedThroughputExceeded",
          resource: expect.stringMatching(new RegExp(`:table/${name}$`)),
        },
      ],
    });
    expect(await stored(name)).toEqual(keysOf(puts(10)));
  });

  it("counts items, and requests only when they were refused whole", async () => {
    const name = await table({ writeUnits: 10 });
    await client.send(new BatchWriteItemCommand({ RequestItems: { [name]: puts(12) } }));
    const refused = client.send(
      new BatchWriteItemCommand({ RequestItems: { [name]: puts(5, 12) } }),
    );
    await expect(refused).rejects.toThrow();
    expect(proxy.metrics()).toEqual([
      expect.objectContaining({
        table: name,
        region: "us-east-1",
        consumedWriteUnits: 10,
        writeThrottleEvents: 7,
        throttledRequests: { BatchWriteItem: 1 },
        throttlesByReason: { TableWriteProvisionedThroughputExceeded: 7 },
        provisionedWriteUnits: 10,
      }),
    ]);
  });

  it("refuses by an index's capacity, and names the index", async () => {
    const name = await table({
      writeUnits: 100,
      globalIndexes: { byCity: { keys: ["city:S"], writeUnits: 2 } },
    });
    const put = (place: number, city?: string) => ({
      PutRequest: {
        Item: { pk: { S: `item-${place}` }, ...(city === undefined ? {} : { city: { S: city } }) },
      },
    });
    const requests = [put(1, "Oslo"), put(2, "Oslo"), put(3, "Rome"), put(4)];
    const { UnprocessedItems, ConsumedCapacity } = await client.send(
      new BatchWriteItemCommand({
        RequestItems: { [name]: requests },
        ReturnConsumedCapacity: "INDEXES",
      }),
    );
    // The item without a city is not in the index, so the index has no say in it.
    expect(keysOf(UnprocessedItems?.[name])).toEqual(["item-3"]);
    expect(ConsumedCapacity).toEqual([
      {
        TableName: name,
        CapacityUnits: 5,
        Table: { CapacityUnits: 3 },
        GlobalSecondaryIndexes: { byCity: { CapacityUnits: 2 } },
      },
    ]);
    await expect(
      client.send(
        new PutItemCommand({
          TableName: name,
          Item: { pk: { S: "item-3" }, city: { S: "Rome" } },
        }),
      ),
    ).rejects.toMatchObject({
      name: "ProvisionedThroughputExceededException",
      ThrottlingReasons: [
        {
          reason: "IndexWriteProvisionedThroughputExceeded",
          resource: expect.stringMatching(new RegExp(`:table/${name}/index/byCity$`)),
        },
      ],
    });
    expect(await stored(name)).toEqual(["item-1", "item-2", "item-4"]);
  });

  it("leaves a request that DynamoDB refuses for its form to the engine", async () => {
    const name = await table({ writeUnits: 10 });
    await expect(
      client.send(new BatchWriteItemCommand({ RequestItems: { [name]: puts(26) } })),
    ).rejects.toMatchObject({ name: "ValidationException" });
    await expect(
      client.send(new BatchWriteItemCommand({ RequestItems: { "no-such-table": puts(1) } })),
    ).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});

describe("single writes", () => {
  it("hold one key to the partition's limit, whatever the table has", async () => {
    const name = await table({ writeUnits: 5_000 });
    const item = { pk: { S: "hot" }, text: { S: "x".repeat(350 * 1_024) } };
    // The third is done on credit: of 1,000 units 300 are left.
    for (let write = 0; write < 3; write += 1) {
      await client.send(new PutItemCommand({ TableName: name, Item: item }));
    }
    await expect(
      client.send(new PutItemCommand({ TableName: name, Item: item })),
    ).rejects.toMatchObject({
      name: "ProvisionedThroughputExceededException",
      ThrottlingReasons: [{ reason: "TableWriteKeyRangeThroughputExceeded" }],
    });
    await client.send(
      new PutItemCommand({ TableName: name, Item: { ...item, pk: { S: "cool" } } }),
    );
  });

  it("are done on credit when they are larger than all that the table can save", async () => {
    const name = await table({ writeUnits: 5 });
    const put = (key: string, kb: number) =>
      client.send(
        new PutItemCommand({
          TableName: name,
          Item: { pk: { S: key }, text: { S: "x".repeat(kb * 1_000) } },
        }),
      );
    await put("large", 400);
    await expect(put("small", 1)).rejects.toThrow(ProvisionedThroughputExceededException);
    await clock.advance(77_000);
    await expect(put("small", 1)).rejects.toThrow(ProvisionedThroughputExceededException);
    await clock.advance(1_000);
    await put("large too", 400);
    expect(await stored(name)).toEqual(["large", "large too"]);
  });

  it("count an index twice when its key changes, and say so", async () => {
    const name = await table({
      writeUnits: 100,
      globalIndexes: { byCity: { keys: ["city:S"] } },
    });
    const Item = { pk: { S: "a" }, city: { S: "Oslo" } };
    await client.send(new PutItemCommand({ TableName: name, Item }));
    const moved = await client.send(
      new UpdateItemCommand({
        TableName: name,
        Key: { pk: { S: "a" } },
        UpdateExpression: "SET #c = :c",
        ExpressionAttributeNames: { "#c": "city" },
        ExpressionAttributeValues: { ":c": { S: "Rome" } },
        ReturnConsumedCapacity: "INDEXES",
      }),
    );
    expect(moved.ConsumedCapacity).toMatchObject({
      CapacityUnits: 3,
      Table: { CapacityUnits: 1 },
      GlobalSecondaryIndexes: { byCity: { CapacityUnits: 2 } },
    });
    const { Item: item } = await direct.send(
      new GetItemCommand({ TableName: name, Key: { pk: { S: "a" } } }),
    );
    expect(item?.city).toEqual({ S: "Rome" });
  });

  it("hold an on-demand table to its owner's maximum", async () => {
    const name = await table();
    await client.send(
      new UpdateTableCommand({
        TableName: name,
        // DynamoDB Local doesn't know maximums and wants something else to change.
        BillingMode: "PAY_PER_REQUEST",
        OnDemandThroughput: { MaxWriteRequestUnits: 3 },
      }),
    );
    const put = () =>
      client.send(new PutItemCommand({ TableName: name, Item: { pk: { S: "a" } } }));
    for (let write = 0; write < 3; write += 1) await put();
    const refused = put();
    await expect(refused).rejects.toBeInstanceOf(ThrottlingException);
    await expect(refused).rejects.toMatchObject({
      message: "Throughput exceeds the maximum OnDemandThroughput configured on table or index",
      ThrottlingReasons: [{ reason: "TableWriteMaxOnDemandThroughputExceeded" }],
    });
  });
});

describe("TransactWriteItems", () => {
  it("costs double, and is cancelled whole when it doesn't fit", async () => {
    const name = await table({ writeUnits: 4 });
    const transact = (...keys: string[]) =>
      client.send(
        new TransactWriteItemsCommand({
          TransactItems: keys.map((key) => ({
            Put: { TableName: name, Item: { pk: { S: key } } },
          })),
          ReturnConsumedCapacity: "TOTAL",
        }),
      );
    const { ConsumedCapacity } = await transact("a", "b");
    expect(ConsumedCapacity).toEqual([
      { TableName: name, CapacityUnits: 4, WriteCapacityUnits: 4 },
    ]);
    const refused = transact("c");
    await expect(refused).rejects.toBeInstanceOf(TransactionCanceledException);
    await expect(refused).rejects.toMatchObject({
      CancellationReasons: [{ Code: "ProvisionedThroughputExceeded" }],
    });
    expect(await stored(name)).toEqual(["a", "b"]);
  });
});

describe("capacity", () => {
  it("follows UpdateTable at once", async () => {
    const name = await table({ writeUnits: 1 });
    await client.send(new BatchWriteItemCommand({ RequestItems: { [name]: puts(1) } }));
    await client.send(
      new UpdateTableCommand({
        TableName: name,
        ProvisionedThroughput: { ReadCapacityUnits: 1_000, WriteCapacityUnits: 20 },
      }),
    );
    await clock.advance(1_000);
    const { UnprocessedItems } = await client.send(
      new BatchWriteItemCommand({ RequestItems: { [name]: puts(25) } }),
    );
    expect(UnprocessedItems?.[name]).toHaveLength(5);
  });

  it("hears of a change that did not pass through it when the description is old", async () => {
    const name = await table({ writeUnits: 1 });
    await direct.send(
      new UpdateTableCommand({
        TableName: name,
        ProvisionedThroughput: { ReadCapacityUnits: 1_000, WriteCapacityUnits: 20 },
      }),
    );
    await clock.advance(6_000);
    // The write that finds the old description asks again; from then on the new rate holds.
    await client.send(new BatchWriteItemCommand({ RequestItems: { [name]: puts(1) } }));
    await clock.advance(1_000);
    const { UnprocessedItems } = await client.send(
      new BatchWriteItemCommand({ RequestItems: { [name]: puts(20) } }),
    );
    expect(UnprocessedItems).toEqual({});
  });

  it("begins anew with a table that was deleted and created again", async () => {
    const name = `test-${crypto.randomUUID()}`;
    const first = await createTestTable(client, { name, writeUnits: 2 });
    await client.send(new BatchWriteItemCommand({ RequestItems: { [name]: puts(2) } }));
    await first.delete();
    tables.push(await createTestTable(client, { name, writeUnits: 2 }));
    const { UnprocessedItems } = await client.send(
      new BatchWriteItemCommand({ RequestItems: { [name]: puts(3) } }),
    );
    expect(UnprocessedItems?.[name]).toHaveLength(1);
  });

  it("saves what is unused for the burst and no longer", async () => {
    const name = await table({ writeUnits: 1 });
    await clock.advance(60_000);
    // 60 s unused, 10 s kept.
    const { UnprocessedItems } = await client.send(
      new BatchWriteItemCommand({ RequestItems: { [name]: puts(25) } }),
    );
    expect(UnprocessedItems?.[name]).toHaveLength(15);
  });
});

describe("reads", () => {
  it("are refused while the table owes for earlier ones", async () => {
    const name = await table({ keys: ["pk:S", "sk:N"], writeUnits: 1_000, readUnits: 1 });
    for (let place = 0; place < 3; place += 1) {
      await client.send(
        new PutItemCommand({
          TableName: name,
          Item: { pk: { S: "a" }, sk: { N: String(place) }, text: { S: "x".repeat(20_000) } },
        }),
      );
    }
    const before = proxy.metrics().find((line) => line.table === name)?.consumedReadUnits ?? 0;
    const query = new QueryCommand({
      TableName: name,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": { S: "a" } },
      ConsistentRead: true,
    });
    expect((await client.send(query)).Items).toHaveLength(3);
    const after = proxy.metrics().find((line) => line.table === name)?.consumedReadUnits ?? 0;
    // 60,000 bytes and a little, 4 KB each.
    expect(after - before).toBe(15);
    await expect(client.send(query)).rejects.toMatchObject({
      name: "ProvisionedThroughputExceededException",
      ThrottlingReasons: [{ reason: "TableReadProvisionedThroughputExceeded" }],
    });
    await clock.advance(15_000);
    expect((await client.send(query)).Items).toHaveLength(3);
  });

  it("of a batch count every key, found or not", async () => {
    const name = await table({ writeUnits: 10 });
    await client.send(new BatchWriteItemCommand({ RequestItems: { [name]: puts(2) } }));
    const Keys = ["item-0", "item-1", "item-9"].map((key) => ({ pk: { S: key } }));
    const { Responses } = await client.send(
      new BatchGetItemCommand({ RequestItems: { [name]: { Keys } } }),
    );
    expect(Responses?.[name]).toHaveLength(2);
    const line = proxy.metrics().find((one) => one.table === name);
    expect(line?.consumedReadUnits).toBe(1.5);
  });
});
