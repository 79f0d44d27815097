import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { type CapacityProxy, startCapacityProxy } from "@spillway/capacity-proxy";
import { dynamoDbLocalEndpoint } from "@spillway/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalCloud, startLocalCloud } from "../../src/index.ts";
import { clientSettings } from "../deploy.ts";

// A cart's requests, in their order: each is answered by the local cloud as by Amazon's own engine.
const CARTS = `carts-${crypto.randomUUID()}`;
const STOCK = `stock-${crypto.randomUUID()}`;

let stateDir: string;
let cloud: LocalCloud;
let proxy: CapacityProxy;
let here: DynamoDB;
let engine: DynamoDB;

beforeAll(async () => {
  stateDir = mkdtempSync(path.join(tmpdir(), "local-cloud-answers-"));
  cloud = await startLocalCloud({ port: 17_350, stateDir });
  proxy = await startCapacityProxy({ target: dynamoDbLocalEndpoint() });
  here = new DynamoDB(clientSettings(cloud.endpoint));
  engine = new DynamoDB(clientSettings(proxy.url));
  for (const client of [here, engine]) {
    await createTable(client, CARTS, "user", "line");
    await createTable(client, STOCK, "product", "part");
  }
});

afterAll(async () => {
  for (const TableName of [CARTS, STOCK]) await engine.deleteTable({ TableName });
  here.destroy();
  engine.destroy();
  await proxy.close();
  await cloud.close();
  const log = readFileSync(path.join(stateDir, "moto.log"), "utf8");
  expect(log).not.toMatch(/moto stays as it is|Traceback/);
  rmSync(stateDir, { recursive: true });
});

async function createTable(client: DynamoDB, TableName: string, hash: string, range: string) {
  await client.createTable({
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [
      { AttributeName: hash, KeyType: "HASH" },
      { AttributeName: range, KeyType: "RANGE" },
    ],
    AttributeDefinitions: [hash, range].map((AttributeName) => ({
      AttributeName,
      AttributeType: "S",
    })),
  });
}

/** Sends a request to both; gives their one answer, or their one error. */
async function same(ask: (client: DynamoDB) => Promise<unknown>): Promise<unknown> {
  const answerOf = async (client: DynamoDB) => comparable(await ask(client).catch(told));
  const answer = await answerOf(here);
  expect(answer).toEqual(await answerOf(engine));
  return answer;
}

/** Of an error what a program reads. */
function told(error: Error & { Item?: unknown; CancellationReasons?: unknown }) {
  const { name, Item, CancellationReasons } = error;
  return { name, Item, CancellationReasons };
}

/** Without what differs by its nature: ids of requests, and the order of sets. */
function comparable(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, one) => {
      if (key === "$metadata") return undefined;
      return key === "SS" ? [...one].sort() : one;
    }),
  );
}

const line = (product: string) => ({ user: { S: "ann" }, line: { S: product } });
const counter = (part: string) => ({ product: { S: "lamp" }, part: { S: part } });
const number = (n: number) => ({ N: String(n) });
const SETS = ["keys_0", "keys_1", "keys_2"];

/** Adds units to a line, once for each key, and forgets the keys of an earlier time. */
const add = (product: string, key: string, now: number) => (client: DynamoDB) =>
  client.updateItem({
    TableName: CARTS,
    Key: line(product),
    UpdateExpression: `SET epoch = if_not_exists(epoch, :epoch), price = :price, #ttl = :ttl
      ADD keys_1 :digests, quantity :quantity REMOVE keys_2, keys_9`,
    ConditionExpression: `${SETS.map((set) => `NOT contains(${set}, :key)`).join(" AND ")}
      AND (attribute_not_exists(epoch) OR #ttl > :now)`,
    ExpressionAttributeNames: { "#ttl": "ttl" },
    ExpressionAttributeValues: {
      ":epoch": { S: `epoch-of-${key}` },
      ":price": number(2_999),
      ":ttl": number(now + 100),
      ":digests": { SS: [key, `payload-of-${key}`] },
      ":key": { S: key },
      ":quantity": number(2),
      ":now": number(now),
    },
    ReturnConsumedCapacity: "TOTAL",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  });

describe("an update with a condition", () => {
  it("makes an item, then adds to its number and its set: one write unit each", async () => {
    const oneUnit = { ConsumedCapacity: expect.objectContaining({ CapacityUnits: 1 }) };
    expect(await same(add("lamp", "first", 1_000))).toMatchObject(oneUnit);
    expect(await same(add("lamp", "second", 1_010))).toMatchObject(oneUnit);
    expect(
      await same((client) => client.getItem({ TableName: CARTS, Key: line("lamp") })),
    ).toMatchObject({
      Item: {
        epoch: { S: "epoch-of-first" },
        quantity: { N: "4" },
        keys_1: { SS: ["first", "payload-of-first", "payload-of-second", "second"] },
      },
    });
  });

  it("that is refused gives the item as it is, with its sets", async () => {
    const repeated = await same(add("lamp", "first", 1_020));
    expect(repeated).toMatchObject({
      name: "ConditionalCheckFailedException",
      Item: { quantity: { N: "4" }, keys_1: { SS: expect.arrayContaining(["first"]) } },
    });
    expect(await same(add("lamp", "late", 2_000))).toMatchObject({ Item: { ttl: number(1_110) } });
  });

  it("that is refused where there is no item gives none", async () => {
    const refused = await same((client) =>
      client.updateItem({
        TableName: CARTS,
        Key: line("absent"),
        UpdateExpression: "REMOVE epoch, quantity SET price = :price",
        ConditionExpression: "attribute_exists(#user)",
        ExpressionAttributeNames: { "#user": "user" },
        ExpressionAttributeValues: { ":price": number(1) },
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
    );
    expect(refused).toEqual({ name: "ConditionalCheckFailedException" });
  });

  it("sets what is in a map, and takes elements out of a set until there is none", async () => {
    await same((client) =>
      client.putItem({ TableName: CARTS, Item: { ...line("#STATE"), sold: { M: {} } } }),
    );
    for (const digests of [["a", "b"], ["a"], ["b"]]) {
      await same((client) =>
        client.updateItem({
          TableName: CARTS,
          Key: line("#STATE"),
          UpdateExpression:
            digests.length === 2
              ? "SET sold.#lamp = :sold ADD keys_0 :digests"
              : "SET sold.#lamp.quantity = sold.#lamp.quantity - :one DELETE keys_0 :digests",
          ExpressionAttributeNames: { "#lamp": "constructor" },
          ExpressionAttributeValues: {
            ":digests": { SS: digests },
            ...(digests.length === 2
              ? { ":sold": { M: { quantity: number(7) } } }
              : { ":one": number(1) }),
          },
          ReturnValues: "ALL_NEW",
        }),
      );
    }
  });
});

describe("a query of one partition among many", () => {
  it("gives what sorts at and after a key, each kind of item at its place", async () => {
    for (const n of [3, 1, 2]) {
      await same((client) =>
        client.putItem({ TableName: CARTS, Item: { ...line(`!ORDER#${n}`), n: number(n) } }),
      );
      await same((client) =>
        client.putItem({ TableName: CARTS, Item: { ...line("lamp"), user: { S: `other-${n}` } } }),
      );
    }
    const found = await same((client) =>
      client.query({
        TableName: CARTS,
        ConsistentRead: true,
        KeyConditionExpression: "#user = :user AND line >= :first",
        ExpressionAttributeNames: { "#user": "user" },
        ExpressionAttributeValues: { ":user": { S: "ann" }, ":first": { S: "#STATE" } },
      }),
    );
    expect(found).toMatchObject({ Items: [line("#STATE"), line("lamp")], Count: 2 });
  });

  it.each([true, false])("goes on page by page, forward: %s", async (ScanIndexForward) => {
    const pages: unknown[] = [];
    let ExclusiveStartKey: ReturnType<typeof line> | undefined;
    do {
      const page = (await same((client) =>
        client.query({
          TableName: CARTS,
          KeyConditionExpression: "#user = :user AND begins_with(line, :orders)",
          ExpressionAttributeNames: { "#user": "user" },
          ExpressionAttributeValues: { ":user": { S: "ann" }, ":orders": { S: "!ORDER#" } },
          ScanIndexForward,
          Limit: 2,
          ExclusiveStartKey,
        }),
      )) as { Items: unknown[]; LastEvaluatedKey?: ReturnType<typeof line> };
      pages.push(...page.Items);
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);
    const numbers = ScanIndexForward ? [1, 2, 3] : [3, 2, 1];
    expect(pages).toMatchObject(numbers.map((n) => ({ n: number(n) })));
  });

  it("finds nothing where there is nothing", async () => {
    const none = await same((client) =>
      client.query({
        TableName: CARTS,
        KeyConditionExpression: "#user = :user",
        ExpressionAttributeNames: { "#user": "user" },
        ExpressionAttributeValues: { ":user": { S: "nobody" } },
      }),
    );
    expect(none).toMatchObject({ Items: [], Count: 0 });
  });
});

/** An order of one line, of which a counter must have enough. */
const checkout =
  (order: number, units: number, more: { ClientRequestToken?: string } = {}) =>
  (client: DynamoDB) =>
    client.transactWriteItems({
      TransactItems: [
        {
          Update: {
            TableName: STOCK,
            Key: counter("0"),
            UpdateExpression: "SET #left = #left - :units",
            ConditionExpression: "#left >= :units",
            ExpressionAttributeNames: { "#left": "left" },
            ExpressionAttributeValues: { ":units": number(units) },
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          },
        },
        {
          Put: {
            TableName: CARTS,
            Item: { ...line(`!ORDER#${order}`), n: number(order) },
            ConditionExpression: "attribute_not_exists(#user)",
            ExpressionAttributeNames: { "#user": "user" },
          },
        },
        { ConditionCheck: exists("lamp") },
      ],
      ReturnConsumedCapacity: "TOTAL",
      ...more,
    });

const exists = (product: string) => ({
  TableName: CARTS,
  Key: line(product),
  ConditionExpression: "attribute_exists(#user)",
  ExpressionAttributeNames: { "#user": "user" },
});

const left = async () => {
  const got = await same((client) => client.getItem({ TableName: STOCK, Key: counter("0") }));
  return (got as { Item: { left: { N: string } } }).Item.left.N;
};

describe("a transaction", () => {
  it("that is cancelled has a reason for each action, and the item where that was asked for", async () => {
    const Item = { ...counter("0"), left: number(5) };
    await same((client) => client.putItem({ TableName: STOCK, Item }));
    const refused = (await same(checkout(1, 6))) as { CancellationReasons: unknown[] };
    expect(refused).toMatchObject({ name: "TransactionCanceledException" });
    expect(refused.CancellationReasons).toMatchObject([
      { Code: "ConditionalCheckFailed", Item },
      { Code: "ConditionalCheckFailed" },
      { Code: "None" },
    ]);
    expect(await left()).toBe("5");
  });

  it("that is sent again with its token acts once; the token is no other one's", async () => {
    const more = { ClientRequestToken: "a-token" };
    // Nothing was done with it: it may be tried again.
    await same(checkout(1, 1, more));
    await same(checkout(4, 1, more));
    await same(checkout(4, 1, more));
    expect(await left()).toBe("4");
    expect(await same(checkout(5, 1, more))).toMatchObject({
      name: "IdempotentParameterMismatchException",
    });
    await same(checkout(5, 1));
    expect(await left()).toBe("3");
  });
});

describe("BatchGetItem", () => {
  it("gives what is there of several tables", async () => {
    const found = await same((client) =>
      client.batchGetItem({
        RequestItems: {
          [STOCK]: { Keys: [counter("0"), counter("9")], ConsistentRead: true },
          [CARTS]: { Keys: [line("!ORDER#1")] },
        },
      }),
    );
    expect(found).toMatchObject({
      Responses: {
        [STOCK]: [{ ...counter("0"), left: number(3) }],
        [CARTS]: [{ ...line("!ORDER#1"), n: number(1) }],
      },
    });
  });
});
