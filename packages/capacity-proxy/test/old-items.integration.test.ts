import {
  DeleteItemCommand,
  type DeleteItemCommandInput,
  DynamoDBClient,
  PutItemCommand,
  type PutItemCommandInput,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  localClientSettings,
  ManualClock,
  type TestTable,
} from "@spillway/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CapacityProxy, startCapacityProxy } from "../src/index.ts";

const clock = new ManualClock(1_000_000_000);
let proxy: CapacityProxy;
let client: DynamoDBClient;
let direct: DynamoDBClient;
let table: TestTable;

// One table for all: while DynamoDB Local creates or deletes one, it fails requests for others.
beforeAll(async () => {
  proxy = await startCapacityProxy({ target: dynamoDbLocalEndpoint(), clock });
  client = new DynamoDBClient({ endpoint: proxy.url, maxAttempts: 1, ...localClientSettings });
  direct = new DynamoDBClient({ endpoint: dynamoDbLocalEndpoint(), ...localClientSettings });
  table = await createTestTable(client, {
    writeUnits: 1_000,
    globalIndexes: { byCity: { keys: ["city:S"] }, byAge: { keys: ["age:N"] } },
  });
});

afterAll(async () => {
  await table.delete();
  client.destroy();
  direct.destroy();
  await proxy.close();
});

const Oslo = {
  pk: { S: "a" },
  city: { S: "Oslo" },
  age: { N: "5" },
  text: { S: "x".repeat(5_000) },
};
const Rome = { pk: { S: "a" }, city: { S: "Rome" } };
const city = { ExpressionAttributeNames: { "#c": "city" } };

type More<Input> = Omit<Input, "TableName">;
const ReturnConsumedCapacity = "INDEXES";
const put = (more: More<PutItemCommandInput>) => (TableName: string) =>
  new PutItemCommand({ TableName, ...more, ReturnConsumedCapacity });
const remove = (more: More<DeleteItemCommandInput>) => (TableName: string) =>
  new DeleteItemCommand({
    TableName,
    ...more,
    ReturnConsumedCapacity,
  }) as unknown as PutItemCommand;
const update = (more: More<UpdateItemCommandInput>) => (TableName: string) =>
  new UpdateItemCommand({
    TableName,
    ...more,
    ReturnConsumedCapacity,
  }) as unknown as PutItemCommand;

describe("ConsumedCapacity without reading old items first", () => {
  it.each<readonly [string, (TableName: string) => PutItemCommand]>([
    ["a put of a smaller item", put({ Item: Rome })],
    ["a put of the same item", put({ Item: Oslo })],
    ["a put that asks for the old item", put({ Item: Rome, ReturnValues: "ALL_OLD" })],
    ["a delete", remove({ Key: { pk: { S: "a" } } })],
    ["a delete that asks for nothing", remove({ Key: { pk: { S: "a" } }, ReturnValues: "NONE" })],
    ["a delete of nothing", remove({ Key: { pk: { S: "z" } } })],
    [
      "an update that moves it in the index",
      update({
        Key: { pk: { S: "a" } },
        UpdateExpression: "SET #c = :c",
        ...city,
        ExpressionAttributeValues: { ":c": { S: "Rome" } },
      }),
    ],
    [
      "an update that takes it out of the index",
      update({
        Key: { pk: { S: "a" } },
        UpdateExpression: "REMOVE #c",
        ...city,
      }),
    ],
    ...[
      "SET age = age + :one",
      "SET age = if_not_exists(age, :one)",
      "ADD age :one",
      "SET born = if_not_exists(born, age) - :one",
      "SET age = :one REMOVE city",
      "SET details = :list",
    ].map((UpdateExpression) => {
      const ExpressionAttributeValues = {
        ...(UpdateExpression.includes(":one") ? { ":one": { N: "1" } } : {}),
        ...(UpdateExpression.includes(":list")
          ? { ":list": { L: [{ S: "x".repeat(2_000) }] } }
          : {}),
      };
      const Key = { pk: { S: "a" } };
      return [
        UpdateExpression,
        update({ Key, UpdateExpression, ExpressionAttributeValues }),
      ] as const;
    }),
  ])("of %s is the engine's, and so is the answer", async (_, commandOn) => {
    const outcome = async (of: DynamoDBClient) => {
      await direct.send(new PutItemCommand({ TableName: table.name, Item: Oslo }));
      const { $metadata: _, ...answer } = await of.send(commandOn(table.name));
      return answer;
    };
    const expected = await outcome(direct);
    expect(await outcome(client)).toEqual(expected);
  });

  it("is what is taken from the capacity too", async () => {
    const before = used();
    const Key = { pk: { S: "b" } };
    await client.send(new PutItemCommand({ TableName: table.name, Item: { ...Oslo, ...Key } }));
    await client.send(new DeleteItemCommand({ TableName: table.name, Key }));
    const taken = Object.entries(used()).map(([name, units]) => [
      name,
      units - (before[name] ?? 0),
    ]);
    expect(Object.fromEntries(taken)).toEqual({ table: 10, byCity: 10, byAge: 10 });
  });
});

/** Write units by index, and `table`'s own. */
function used(): Record<string, number> {
  const units = proxy
    .metrics()
    .map(({ index = "table", consumedWriteUnits }) => [index, consumedWriteUnits] as const);
  return Object.fromEntries(units);
}
