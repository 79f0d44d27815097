import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateTableCommand,
} from "@aws-sdk/client-dynamodb";
import { type DynamoDbLocal, localClientSettings, startDynamoDbLocal } from "@spillway/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CapacityProxy, startCapacityProxy } from "../src/index.ts";

/** One of its own: while it moves an index or deletes a table, requests for other tables fail too. */
let engine: DynamoDbLocal;
let proxy: CapacityProxy;
let client: DynamoDBClient;
let direct: DynamoDBClient;

beforeAll(async () => {
  engine = await startDynamoDbLocal({ env: { ...process.env, DYNAMODB_LOCAL_ENDPOINT: "" } });
  proxy = await startCapacityProxy({ target: engine.endpoint });
  client = new DynamoDBClient({ endpoint: proxy.url, maxAttempts: 1, ...localClientSettings });
  direct = new DynamoDBClient({
    endpoint: engine.endpoint,
    maxAttempts: 1,
    ...localClientSettings,
  });
});

afterAll(async () => {
  client.destroy();
  direct.destroy();
  await proxy.close();
  await engine.close();
});

const ProvisionedThroughput = { ReadCapacityUnits: 1_000, WriteCapacityUnits: 1_000 };

function tableInput(TableName: string): CreateTableCommandInput {
  return {
    TableName,
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    AttributeDefinitions: [
      { AttributeName: "pk", AttributeType: "S" },
      { AttributeName: "city", AttributeType: "S" },
    ],
    ProvisionedThroughput,
    GlobalSecondaryIndexes: [
      {
        IndexName: "byCity",
        KeySchema: [{ AttributeName: "city", KeyType: "HASH" }],
        Projection: { ProjectionType: "ALL" },
        ProvisionedThroughput,
      },
    ],
  };
}

/** What becomes of a put and a get: `done`, or the error's name. */
async function outcomes(of: DynamoDBClient, TableName: string): Promise<readonly string[]> {
  const sent = [
    of.send(new PutItemCommand({ TableName, Item: { pk: { S: "a" }, city: { S: "Oslo" } } })),
    of.send(new GetItemCommand({ TableName, Key: { pk: { S: "a" } } })),
  ];
  const settled = await Promise.allSettled(sent);
  return settled.map((one) => (one.status === "fulfilled" ? "done" : one.reason.name));
}

/** Puts and gets until the table has as many indexes as expected, all of them active. */
async function outcomesUntilIndexes(TableName: string, count: number): Promise<readonly string[]> {
  const seen: string[] = [];
  for (;;) {
    const { Table } = await direct.send(new DescribeTableCommand({ TableName }));
    const indexes = Table?.GlobalSecondaryIndexes ?? [];
    seen.push(...(await outcomes(client, TableName)));
    const active = indexes.every((index) => index.IndexStatus === "ACTIVE");
    if (indexes.length === count && active) return seen;
  }
}

/** Puts and gets go on: nothing else comes than the engine's own error while it moves an index. */
function expectOnlyTheEngine(seen: readonly string[]): void {
  expect(seen.filter((one) => one !== "done" && one !== "InternalFailure")).toEqual([]);
}

describe("a table whose index is deleted", () => {
  it("is changed, said to be changed, and goes on being written and read", async () => {
    const name = `test-${crypto.randomUUID()}`;
    await client.send(new CreateTableCommand(tableInput(name)));
    expect(await outcomes(client, name)).toEqual(["done", "done"]);
    const { TableDescription } = await client.send(
      new UpdateTableCommand({
        TableName: name,
        GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: "byCity" } }],
      }),
    );
    expect(TableDescription?.GlobalSecondaryIndexes?.[0]?.IndexStatus).toBe("DELETING");
    expectOnlyTheEngine(await outcomesUntilIndexes(name, 0));
    expect(await outcomes(client, name)).toEqual(["done", "done"]);

    await client.send(
      new UpdateTableCommand({
        TableName: name,
        AttributeDefinitions: tableInput(name).AttributeDefinitions,
        GlobalSecondaryIndexUpdates: [{ Create: tableInput(name).GlobalSecondaryIndexes?.[0] }],
      }),
    );
    expectOnlyTheEngine(await outcomesUntilIndexes(name, 1));
    const { ConsumedCapacity } = await client.send(
      new PutItemCommand({
        TableName: name,
        Item: { pk: { S: "b" }, city: { S: "Rome" } },
        ReturnConsumedCapacity: "INDEXES",
      }),
    );
    expect(ConsumedCapacity?.GlobalSecondaryIndexes).toEqual({ byCity: { CapacityUnits: 1 } });
    await client.send(new DeleteTableCommand({ TableName: name }));
    expect(await outcomes(client, name)).toEqual([
      "ResourceNotFoundException",
      "ResourceNotFoundException",
    ]);
  });
});

describe("tables that are created and deleted at the same time", () => {
  it("are answered as the engine answers: what it has done is said to be done", async () => {
    const name = `test-${crypto.randomUUID()}`;
    const errors = new Map<string, number>();
    const work = async (place: number) => {
      for (let round = 0; round < 25; round += 1) {
        const command =
          (place + round) % 2 === 0
            ? new CreateTableCommand(tableInput(name))
            : new DeleteTableCommand({ TableName: name });
        const { name: error } = await client.send(command as CreateTableCommand).then(
          () => ({ name: "done" }),
          (reason: Error) => reason,
        );
        errors.set(error, (errors.get(error) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: 8 }, (_, place) => work(place)));
    // InternalFailure is the engine's own, when it creates and deletes in the same moment.
    const ofEngine = [
      "done",
      "ResourceInUseException",
      "ResourceNotFoundException",
      "InternalFailure",
    ];
    expect([...errors.keys()].filter((one) => !ofEngine.includes(one))).toEqual([]);
    await direct.send(new DeleteTableCommand({ TableName: name })).catch(() => undefined);
  });
});
