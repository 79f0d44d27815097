import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { DynamoDB, TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalCloud, startLocalCloud } from "../../src/index.ts";
import { atOnce, readWhile, tableClient } from "./at-once.ts";

const TableName = "accounts";
const ACCOUNTS = 8;
const EACH_HAS = 100;

let stateDir: string;
let cloud: LocalCloud;
let table: DynamoDB;
const errors: string[] = [];

beforeAll(async () => {
  stateDir = mkdtempSync(path.join(tmpdir(), "local-cloud-tables-"));
  cloud = await startLocalCloud({ port: 17_250, stateDir }, (message, error) =>
    errors.push(`${message}: ${error}`),
  );
  table = tableClient(cloud.endpoint);
  await table.createTable({
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [
      { AttributeName: "p", KeyType: "HASH" },
      { AttributeName: "s", KeyType: "RANGE" },
    ],
    AttributeDefinitions: [
      { AttributeName: "p", AttributeType: "S" },
      { AttributeName: "s", AttributeType: "S" },
    ],
  });
});

afterAll(async () => {
  table.destroy();
  await cloud.close();
  expect(errors).toEqual([]);
  const log = readFileSync(path.join(stateDir, "moto.log"), "utf8");
  expect(log).not.toMatch(/moto stays as it is|Traceback/);
  rmSync(stateDir, { recursive: true });
});

const key = (p: string, s: string) => ({ p: { S: p }, s: { S: s } });
const number = (n: number) => ({ N: String(n) });
const sumOf = (items: readonly (Record<string, { N?: string }> | undefined)[]) =>
  items.reduce((sum, item) => sum + Number(item?.n?.N), 0);

/** Adds to a number of an item. */
const add = (p: string, s: string, n: number) => ({
  TableName,
  Key: key(p, s),
  UpdateExpression: "ADD n :n",
  ExpressionAttributeValues: { ":n": number(n) },
});

const partition = (p: string) => ({
  TableName,
  ConsistentRead: true,
  KeyConditionExpression: "p = :p",
  ExpressionAttributeValues: { ":p": { S: p } },
});

/** Moves 1 from one account to another, if there is 1. */
function transfer(p: string, from: string, to: string): TransactWriteItem[] {
  const { ExpressionAttributeValues: taken, ...update } = add(p, from, -1);
  return [
    {
      Update: {
        ...update,
        ConditionExpression: "n >= :one",
        ExpressionAttributeValues: { ...taken, ":one": number(1) },
      },
    },
    { Update: add(p, to, 1) },
  ];
}

async function openAccounts(p: string): Promise<void> {
  for (let account = 0; account < ACCOUNTS; account += 1) {
    const Item = { ...key(p, String(account)), n: number(EACH_HAS) };
    await table.putItem({ TableName, Item });
  }
}

/** Transfers by 64 clients at once, between all accounts. */
const transfers = (p: string) =>
  atOnce(3, (client, turn) => {
    const from = (client + turn) % ACCOUNTS;
    const to = (from + 1 + (client % (ACCOUNTS - 1))) % ACCOUNTS;
    return table.transactWriteItems({ TransactItems: transfer(p, String(from), String(to)) });
  });

describe("64 clients of a table at once", () => {
  it("lose no update, and each gets the value that its own made", async () => {
    const answers = await atOnce(6, () =>
      table.updateItem({ ...add("counted", "n", 1), ReturnValues: "UPDATED_NEW" }),
    );
    const got = answers.map(({ Attributes }) => Number(Attributes?.n?.N));
    expect(got.sort((a, b) => a - b)).toEqual(Array.from({ length: 64 * 6 }, (_, n) => n + 1));
  });

  it("each get the item that their own update or put replaced", async () => {
    const updated = await atOnce(3, (client, turn) =>
      table.updateItem({
        TableName,
        Key: key("replaced", "updated"),
        UpdateExpression: "SET w = :w",
        ExpressionAttributeValues: { ":w": { S: `${client}-${turn}` } },
        ReturnValues: "ALL_OLD",
      }),
    );
    const put = await atOnce(3, (client, turn) =>
      table.putItem({
        TableName,
        Item: { ...key("replaced", "put"), w: { S: `${client}-${turn}` } },
        ReturnValues: "ALL_OLD",
      }),
    );
    for (const answers of [updated, put]) {
      expect(new Set(answers.map(({ Attributes }) => Attributes?.w?.S)).size).toBe(answers.length);
    }
  });

  it("have one winner of each condition", async () => {
    const won = await atOnce(6, (_, turn) =>
      table
        .putItem({
          TableName,
          Item: key("won", String(turn)),
          ConditionExpression: "attribute_not_exists(p)",
        })
        .then(() => 1)
        .catch((error: Error) => {
          expect(error.name).toBe("ConditionalCheckFailedException");
          return 0;
        }),
    );
    expect(won.filter((one) => one === 1)).toHaveLength(6);
  });

  it("never see an update half made", async () => {
    const names = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
    const updates = atOnce(4, (client, turn) =>
      table.updateItem({
        TableName,
        Key: key("torn", "x"),
        UpdateExpression: `SET ${names.map((name) => `${name} = :v`).join(", ")}`,
        ExpressionAttributeValues: { ":v": { S: `${client}-${turn}` } },
      }),
    );
    const seen = await readWhile(updates, async () => {
      const { Item } = await table.getItem({ TableName, Key: key("torn", "x") });
      return new Set(names.map((name) => Item?.[name]?.S)).size;
    });
    expect(new Set(seen)).toEqual(new Set([1]));
  });
});

describe("a transaction", () => {
  it("takes from one item what it gives to another, whatever else happens to them", async () => {
    await openAccounts("moved");
    await transfers("moved");
    const { Items = [] } = await table.query(partition("moved"));
    expect(sumOf(Items)).toBe(ACCOUNTS * EACH_HAS);
  });

  it("is seen whole by TransactGetItems and by a query", async () => {
    await openAccounts("watched");
    const TransactItems = Array.from({ length: ACCOUNTS }, (_, account) => ({
      Get: { TableName, Key: key("watched", String(account)) },
    }));
    const seen = await readWhile(transfers("watched"), async () => {
      const [got, queried] = await Promise.all([
        table.transactGetItems({ TransactItems }),
        table.query(partition("watched")),
      ]);
      return [sumOf((got.Responses ?? []).map(({ Item }) => Item)), sumOf(queried.Items ?? [])];
    });
    expect(new Set(seen.flat())).toEqual(new Set([ACCOUNTS * EACH_HAS]));
  });

  it("that is cancelled was never there for anybody", async () => {
    const cancelled = atOnce(2, (client) =>
      table
        .transactWriteItems({
          TransactItems: [
            ...Array.from({ length: 40 }, (_, n) => ({
              Put: { TableName, Item: key("cancelled", n === 0 ? "x" : `${client}-${n}`) },
            })),
            {
              ConditionCheck: {
                TableName,
                Key: key("cancelled", "never"),
                ConditionExpression: "attribute_exists(p)",
              },
            },
          ],
        })
        .catch((error: Error) => expect(error.name).toBe("TransactionCanceledException")),
    );
    const seen = await readWhile(cancelled, async () => {
      const Key = key("cancelled", "x");
      const [one, batch, all] = await Promise.all([
        table.getItem({ TableName, Key, ConsistentRead: true }),
        table.batchGetItem({ RequestItems: { [TableName]: { Keys: [Key] } } }),
        table.query(partition("cancelled")),
      ]);
      const items = [one.Item, ...(batch.Responses?.[TableName] ?? []), ...(all.Items ?? [])];
      return items.filter((item) => item !== undefined);
    });
    expect(seen.flat()).toEqual([]);
  });
});

describe("a read", () => {
  it("never fails because others write", async () => {
    const puts = atOnce(4, (client, turn) =>
      table.putItem({ TableName, Item: key(`new-${client}-${turn}`, "x") }),
    );
    const seen = await readWhile(puts, async () => {
      const answers = await Promise.all([
        table.query(partition("none")),
        table.scan({ TableName, Limit: 10 }),
        table.describeTable({ TableName }),
      ]);
      return answers.length;
    });
    expect(seen.length).toBeGreaterThan(0);
  });
});
