import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dynamoDbLocalEndpoint, localClientSettings } from "@spillway/testkit";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  admitItem,
  checkIndexKeysOfRecord,
  type IndexSchema,
  indexKeysOf,
  type KeySchema,
  type PlainRecord,
  type PlainValue,
} from "../src/index.ts";

// What Amazon's own engine takes and refuses for the keys of a table's indexes.

const TableName = `index-keys-${crypto.randomUUID()}`;
const client = new DynamoDBClient({ endpoint: dynamoDbLocalEndpoint(), ...localClientSettings });
const keys: KeySchema = {
  partitionKey: { name: "pk", type: "S" },
  sortKey: { name: "sk", type: "S" },
};
const s = { name: "s", type: "S" } as const;
const n = { name: "n", type: "N" } as const;
const b = { name: "b", type: "B" } as const;
const global: readonly IndexSchema[] = [
  { name: "byText", keys: { partitionKey: s, sortKey: n } },
  { name: "byNumber", keys: { partitionKey: n } },
  { name: "byBinary", keys: { partitionKey: b, sortKey: { name: "t", type: "S" } } },
  { name: "turned", keys: { partitionKey: { name: "sk", type: "S" }, sortKey: keys.partitionKey } },
];
const local: readonly IndexSchema[] = [
  { name: "local", keys: { partitionKey: keys.partitionKey, sortKey: { name: "l", type: "S" } } },
];
const checked = indexKeysOf(keys, [...global, ...local]);

const schemaOf = ({ partitionKey, sortKey }: KeySchema) => [
  { AttributeName: partitionKey.name, KeyType: "HASH" as const },
  ...(sortKey ? [{ AttributeName: sortKey.name, KeyType: "RANGE" as const }] : []),
];
const indexOf = ({ name, keys }: IndexSchema) => ({
  IndexName: name,
  KeySchema: schemaOf(keys),
  Projection: { ProjectionType: "ALL" as const },
});

beforeAll(async () => {
  const attributes = { pk: "S", sk: "S", s: "S", n: "N", b: "B", t: "S", l: "S" } as const;
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: schemaOf(keys),
      AttributeDefinitions: Object.entries(attributes).map(([AttributeName, AttributeType]) => ({
        AttributeName,
        AttributeType,
      })),
      GlobalSecondaryIndexes: global.map(indexOf),
      LocalSecondaryIndexes: local.map(indexOf),
    }),
  );
});
afterAll(async () => {
  await client.send(new DeleteTableCommand({ TableName }));
  client.destroy();
});

/** Whether the engine takes the item that a record becomes. */
async function isStored(record: PlainRecord): Promise<boolean> {
  const { json } = admitItem(record, keys);
  const response = await fetch(dynamoDbLocalEndpoint(), {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": "DynamoDB_20120810.PutItem",
      authorization:
        "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
    },
    body: `{"TableName":"${TableName}","Item":${json}}`,
  });
  const answer = await response.text();
  if (!response.ok) expect(answer).toContain("ValidationException");
  return response.ok;
}

function isTaken(record: PlainRecord): boolean {
  try {
    checkIndexKeysOfRecord(record, checked);
    return true;
  } catch {
    return false;
  }
}

const VALUES: readonly PlainValue[] = [
  ...["", "x", "x".repeat(1_024), "é".repeat(512), "x".repeat(1_025), "é".repeat(1_024)],
  ...["x".repeat(2_049), "7", 7, 0, -1.5e-120, 12n, null, true, [], ["x"], {}, { S: "x" }],
  ...[Buffer.alloc(0), Buffer.from("x"), Buffer.alloc(1_025), Buffer.alloc(2_049)],
  ...[new Set(["x"]), new Set([7]), new Set([Buffer.from("x")])],
];

it.each(["s", "n", "b", "t", "l", "pk", "sk"])(
  "%s: refused exactly where the engine refuses",
  async (name) => {
    const own = ["pk", "sk"].includes(name);
    const outcomes: boolean[] = [];
    for (const value of VALUES) {
      // What the table's own key refuses never comes so far.
      if (
        own &&
        (typeof value !== "string" ||
          value === "" ||
          value.length > 1_024 * (name === "pk" ? 2 : 1))
      )
        continue;
      if (own && Buffer.byteLength(String(value)) > 1_024 * (name === "pk" ? 2 : 1)) continue;
      const record = { pk: "a", sk: "b", [name]: value };
      const taken = isTaken(record);
      expect({ value, stored: await isStored(record) }).toEqual({ value, stored: taken });
      outcomes.push(taken);
    }
    expect(outcomes).toContain(true);
    if (name !== "sk") expect(outcomes).toContain(false);
  },
);

it("an item that lacks one key of an index is refused for another that is wrong", async () => {
  for (const record of [
    { pk: "a", sk: "b", n: "7" },
    { pk: "a", sk: "b", t: null },
    { pk: "a", sk: "b", s: "x", t: "" },
  ]) {
    expect({ record, stored: await isStored(record) }).toEqual({ record, stored: isTaken(record) });
    expect(isTaken(record)).toBe(false);
  }
});
