import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  localClientSettings,
  ManualClock,
} from "@spillway/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CapacityProxy, startCapacityProxy } from "../src/index.ts";

// Time stands still and nothing is left of the table's capacity: whatever is throttled would be for ever.
const clock = new ManualClock(1_000_000_000);
const name = `test-${crypto.randomUUID()}`;
let proxy: CapacityProxy;
let client: DynamoDBClient;

beforeAll(async () => {
  proxy = await startCapacityProxy({ target: dynamoDbLocalEndpoint(), clock, burstSeconds: 1 });
  client = new DynamoDBClient({ endpoint: proxy.url, maxAttempts: 1, ...localClientSettings });
  await createTestTable(client, {
    name,
    keys: ["pk:S", "sk:N"],
    writeUnits: 5,
    readUnits: 1,
    globalIndexes: { byCity: { keys: ["city:S", "age:N"], writeUnits: 1_000 } },
  });
  // 391 units: all that there is, and a debt.
  await call(proxy.url, "PutItem", { TableName: name, Item: { ...key("1"), text: text(400_000) } });
  await call(proxy.url, "Scan", { TableName: name, ConsistentRead: true });
});

afterAll(async () => {
  await call(proxy.url, "DeleteTable", { TableName: name });
  client.destroy();
  await proxy.close();
});

const key = (sk: string, pk = "a") => ({ pk: { S: pk }, sk: { N: sk } });
const text = (length: number) => ({ S: "x".repeat(length) });

async function call(url: string, operation: string, body: unknown) {
  const { accessKeyId } = localClientSettings.credentials;
  const answer = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `DynamoDB_20120810.${operation}`,
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(body),
  });
  return { status: answer.status, content: JSON.parse(await answer.text()) };
}

const put = (Item: unknown, more: object = {}) => ["PutItem", { TableName: name, Item, ...more }];
const remove = (Key: unknown, more: object = {}) => [
  "DeleteItem",
  { TableName: name, Key, ...more },
];
const update = (UpdateExpression: string, more: object = {}) => [
  "UpdateItem",
  { TableName: name, Key: key("1"), UpdateExpression, ...more },
];
const value = (of: unknown) => ({ ExpressionAttributeValues: { ":v": of } });
const batch = (...requests: unknown[]) => [
  "BatchWriteItem",
  { RequestItems: { [name]: requests } },
];
const putOf = (Item: unknown) => ({ PutRequest: { Item } });
const transact = (...TransactItems: unknown[]) => ["TransactWriteItems", { TransactItems }];
const transactPut = (Item: unknown, more: object = {}) => ({
  Put: { TableName: name, Item, ...more },
});
const nested = (levels: number): unknown => (levels === 0 ? text(1) : { L: [nested(levels - 1)] });

describe("what the engine refuses is not throttled", () => {
  it.each([
    ["an item above 400 KB", put({ ...key("1"), text: text(410_000) })],
    ["an item without its key", put({ pk: { S: "a" } })],
    ["a key of another type", put({ pk: { S: "a" }, sk: { S: "1" } })],
    ["an empty key", put(key("1", ""))],
    ["a key too long", put(key("1", "x".repeat(2_049)))],
    ["an index key of another type", put({ ...key("1"), city: { N: "1" } })],
    ["an empty index key", put({ ...key("1"), city: { S: "" } })],
    ["a number that is none", put({ ...key("1"), n: { N: "one" } })],
    ["a number of 39 digits", put({ ...key("1"), n: { N: "1".repeat(39) } })],
    ["an empty set", put({ ...key("1"), n: { SS: [] } })],
    ["a set with something twice", put({ ...key("1"), n: { SS: ["a", "a"] } })],
    ["two types at once", put({ ...key("1"), n: { S: "a", N: "1" } })],
    ["too deep an item", put({ ...key("1"), n: nested(33) })],
    ["a choice that is none", put(key("1"), { ReturnValues: "ALL_NEW" })],
    ["a condition that is none", put(key("1"), { ConditionExpression: "pk == 1" })],
    ["a value without an expression", put(key("1"), value({ S: "a" }))],
    [
      "old and new conditions together",
      put(key("1"), { ConditionExpression: "attribute_exists(pk)", Expected: {} }),
    ],
    ["no such table", ["PutItem", { TableName: "no-such-table", Item: key("1") }]],
    ["a delete by more than the key", remove({ ...key("1"), city: { S: "Oslo" } })],
    ["a delete by less than the key", remove({ pk: { S: "a" } })],
    ["an update that is none", update("SETT n = :v", value({ N: "1" }))],
    [
      "an update of the key",
      update("SET #s = :v", { ...value({ N: "2" }), ExpressionAttributeNames: { "#s": "sk" } }),
    ],
    ["an update with a value too much", update("REMOVE n", value({ N: "1" }))],
    ["an update beyond 400 KB", update("SET n = :v", value(text(410_000)))],
    ["26 writes", batch(...Array.from({ length: 26 }, (_, place) => putOf(key(String(place)))))],
    ["two writes of one item", batch(putOf(key("1")), putOf(key("1.0")))],
    [
      "one bad item among good ones",
      batch(putOf(key("1")), putOf({ ...key("2"), text: text(410_000) })),
    ],
    ["a batch of no table", ["BatchWriteItem", { RequestItems: {} }]],
    [
      "a transaction with a bad item",
      transact(transactPut(key("1")), transactPut({ pk: { S: "b" } })),
    ],
    [
      "a transaction with two writes of one item",
      transact(transactPut(key("1")), transactPut(key("1"))),
    ],
    [
      "a transaction with a condition that is none",
      transact(transactPut(key("1")), transactPut(key("2"), { ConditionExpression: "pk" })),
    ],
    ["a query of no key", ["Query", { TableName: name }]],
    ["a get by another key", ["GetItem", { TableName: name, Key: { pk: { S: "a" } } }]],
    ["a scan of no such index", ["Scan", { TableName: name, IndexName: "byName" }]],
  ] as [string, [string, object]][])("%s", async (_, [operation, body]) => {
    const [expected, came] = [
      await call(dynamoDbLocalEndpoint(), operation, body),
      await call(proxy.url, operation, body),
    ];
    expect(came).toEqual(expected);
    expect(came.content.__type).not.toContain("Throughput");
  });
});

describe("what the engine would do is throttled, and is not done", () => {
  it.each([
    ["a put", put({ ...key("9"), city: { S: "Oslo" }, age: { N: "1" } })],
    ["a put with a condition", put(key("9"), { ConditionExpression: "attribute_not_exists(pk)" })],
    [
      "a put with a condition of the older kind",
      put(key("9"), { Expected: { n: { Exists: false } } }),
    ],
    ["a put whose condition fails", put(key("9"), { ConditionExpression: "attribute_exists(pk)" })],
    ["a delete", remove(key("1"), { ReturnValues: "ALL_OLD" })],
    ["an update", update("SET n = if_not_exists(n, :v) + :v", value({ N: "1" }))],
    [
      "an update of the older kind",
      [
        "UpdateItem",
        {
          TableName: name,
          Key: key("1"),
          AttributeUpdates: { n: { Action: "ADD", Value: { N: "1" } } },
        },
      ],
    ],
    ["a batch", batch(putOf(key("9")), { DeleteRequest: { Key: key("1") } })],
    [
      "a transaction",
      transact(transactPut(key("9")), { Delete: { TableName: name, Key: key("1") } }),
    ],
    ["a get", ["GetItem", { TableName: name, Key: key("1") }]],
  ] as [string, [string, object]][])("%s", async (_, [operation, body]) => {
    const { status, content } = await call(proxy.url, operation, body);
    expect(status).toBe(400);
    expect(JSON.stringify(content)).toContain("ProvisionedThroughputExceeded");
    const { content: all } = await call(dynamoDbLocalEndpoint(), "Scan", {
      TableName: name,
      ProjectionExpression: "sk, n",
    });
    expect(all.Items).toEqual([{ sk: { N: "1" } }]);
  });
});
