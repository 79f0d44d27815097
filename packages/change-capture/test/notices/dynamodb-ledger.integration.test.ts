import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { requestSender } from "@spillway/signed-requests";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  localClientSettings,
  type TestTable,
} from "@spillway/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dynamodbLedger } from "../../src/index.ts";
import { retryAtOnce } from "../fixtures/sink-context.ts";

const NOW = Date.parse("2026-11-28T18:00:00Z");
const client = new DynamoDBClient({ ...localClientSettings, endpoint: dynamoDbLocalEndpoint() });
const dynamodb = requestSender({
  service: "dynamodb",
  region: localClientSettings.region,
  endpoint: new URL(dynamoDbLocalEndpoint()),
  credentials: localClientSettings.credentials,
});
let table: TestTable;

beforeAll(async () => {
  table = await createTestTable(client, { keys: ["id:S"] });
});

afterAll(async () => {
  await table.delete();
  dynamodb.destroy();
  client.destroy();
});

test("finds what it remembers in Amazon's engine, and gives it 120 days", async () => {
  const ledger = dynamodbLedger({ dynamodb, tableName: table.name, now: () => NOW });
  const ids = Array.from({ length: 130 }, (_, place) => `event ${place}#low "stock" é`);
  await ledger.remember(ids.slice(0, 60), retryAtOnce);
  const sent = await ledger.sent(ids, retryAtOnce);
  expect([...sent].toSorted()).toEqual(ids.slice(0, 60).toSorted());
  const Key = { id: { S: ids[0] ?? "" } };
  const { Item } = await client.send(new GetItemCommand({ TableName: table.name, Key }));
  expect(Item?.expires_at?.N).toBe(String(Date.parse("2027-03-28T18:00:00Z") / 1_000));
});

test("says that its table is not there as DynamoDB says it", async () => {
  const ledger = dynamodbLedger({ dynamodb, tableName: "absent", now: () => NOW });
  const once = async <Result>(operation: () => Promise<Result>) => operation();
  await expect(ledger.sent(["a"], once)).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
});
