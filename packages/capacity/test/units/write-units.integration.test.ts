import {
  type ConsumedCapacity,
  CreateTableCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  PutItemCommand,
  type AttributeValue as SdkValue,
} from "@aws-sdk/client-dynamodb";
import type { AttributeMap } from "@spillway/item";
import { dynamoDbLocalEndpoint, localClientSettings } from "@spillway/testkit";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TableShape, tableShapeFrom, unitsOfWrite } from "../../src/index.ts";

// Amazon's own engine says what a write consumes, on the table and on each index.

const TableName = `units-${crypto.randomUUID()}`;
const units = { ReadCapacityUnits: 5, WriteCapacityUnits: 5 };
const hash = (AttributeName: string) => ({ AttributeName, KeyType: "HASH" as const });
const range = (AttributeName: string) => ({ AttributeName, KeyType: "RANGE" as const });

let client: DynamoDBClient;
let table: TableShape;
let made = 0;

beforeAll(async () => {
  client = new DynamoDBClient({ endpoint: dynamoDbLocalEndpoint(), ...localClientSettings });
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PROVISIONED",
      ProvisionedThroughput: units,
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "N" },
        { AttributeName: "g", AttributeType: "S" },
        { AttributeName: "h", AttributeType: "N" },
        { AttributeName: "l", AttributeType: "S" },
      ],
      KeySchema: [hash("pk"), range("sk")],
      GlobalSecondaryIndexes: [
        {
          IndexName: "all",
          KeySchema: [hash("g")],
          Projection: { ProjectionType: "ALL" },
          ProvisionedThroughput: units,
        },
        {
          IndexName: "keys",
          KeySchema: [hash("g"), range("h")],
          Projection: { ProjectionType: "KEYS_ONLY" },
          ProvisionedThroughput: units,
        },
        {
          IndexName: "some",
          KeySchema: [hash("h")],
          Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["x"] },
          ProvisionedThroughput: units,
        },
      ],
      LocalSecondaryIndexes: [
        {
          IndexName: "local",
          KeySchema: [hash("pk"), range("l")],
          Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["y"] },
        },
      ],
    }),
  );
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  table = tableShapeFrom(Table ?? {});
});

afterAll(async () => {
  await client.send(new DeleteTableCommand({ TableName }));
  client.destroy();
});

/** What the engine says that it consumed, in our form: local indexes are the table's. */
function consumed(capacity: ConsumedCapacity | undefined) {
  const unitsOf = (of: Record<string, { CapacityUnits?: number | undefined }> | undefined) =>
    Object.fromEntries(
      Object.entries(of ?? {}).map(([name, index]) => [name, index.CapacityUnits ?? 0]),
    );
  const local = Object.values(unitsOf(capacity?.LocalSecondaryIndexes));
  return {
    table: (capacity?.Table?.CapacityUnits ?? 0) + local.reduce((sum, count) => sum + count, 0),
    indexes: unitsOf(capacity?.GlobalSecondaryIndexes),
  };
}

const isInKeys = (item: AttributeMap | undefined) => item?.g !== undefined && item.h !== undefined;

/** Writes the items one after another under one new key; undefined deletes. */
async function expectSameUnits(writes: readonly (AttributeMap | undefined)[]): Promise<void> {
  made += 1;
  const key = { pk: { S: `item ${made}` }, sk: { N: "1" } };
  let before: AttributeMap | undefined;
  for (const write of writes) {
    const after = write && { ...write, ...key };
    const answer = after
      ? await client.send(
          new PutItemCommand({
            TableName,
            // None of these items holds binary, in which alone the SDK's form differs from the wire's.
            Item: after as Record<string, SdkValue>,
            ReturnConsumedCapacity: "INDEXES",
          }),
        )
      : await client.send(
          new DeleteItemCommand({ TableName, Key: key, ReturnConsumedCapacity: "INDEXES" }),
        );
    const theirs = consumed(answer.ConsumedCapacity);
    // DynamoDB Local charges an index whose first key attribute goes as its second one comes. The
    // item is in that index neither before nor after, and by the documentation it is not written.
    if (!isInKeys(before) && !isInKeys(after)) delete theirs.indexes.keys;
    expect(unitsOfWrite(table, before, after)).toEqual(theirs);
    before = after;
  }
}

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const text = (...choices: string[]) => fc.constantFrom(...choices).map((S) => ({ S }));
/** Around the edges of a kilobyte, where units change. */
const long = fc
  .oneof(fc.nat(30), fc.integer({ min: 980, max: 1_040 }), fc.integer({ min: 2_000, max: 5_000 }))
  .map((length) => ({ S: "x".repeat(length) }));

const items: fc.Arbitrary<AttributeMap> = fc
  .record({
    g: optional(text("a", "b")),
    h: optional(fc.constantFrom({ N: "1" }, { N: "1.0" }, { N: "2" })),
    l: optional(text("a", "b")),
    x: optional(long),
    y: optional(long),
    z: optional(
      fc.oneof(
        long,
        fc.constantFrom({ SS: ["a", "b"] }, { SS: ["b", "a"] }, { NS: ["1", "2"] }),
        fc.constantFrom({ M: { a: { N: "1" } } }, { M: { a: { N: "1.00" } } }, { L: [] }),
      ),
    ),
  })
  .map((item) =>
    Object.fromEntries(
      Object.entries(item).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ),
  );

describe("our units of a write and DynamoDB's", () => {
  it("agree on the table and every index, for any puts and deletes after one another", async () => {
    const writes = fc.array(fc.oneof({ weight: 4, arbitrary: items }, fc.constant(undefined)), {
      minLength: 2,
      maxLength: 5,
    });
    await fc.assert(fc.asyncProperty(writes, expectSameUnits), { numRuns: 150 });
  });

  it("agree on a table described by the engine itself", () => {
    expect(table).toMatchObject({
      name: TableName,
      billing: { mode: "provisioned", writeUnits: 5, readUnits: 5 },
      localIndexes: [{ name: "local", projection: { type: "INCLUDE", attributes: ["y"] } }],
    });
    expect(table.globalIndexes.map(({ name }) => name).sort()).toEqual(["all", "keys", "some"]);
  });
});
