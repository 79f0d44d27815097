import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ScanCommand,
} from "@aws-sdk/client-dynamodb";
import { type Clients, createClients } from "@spillway/aws-clients";
import { tableShapeFrom } from "@spillway/capacity";
import { type CapacityProxy, startCapacityProxy } from "@spillway/capacity-proxy";
import { systemClock } from "@spillway/pacing";
import { dynamoDbLocalEndpoint, localClientSettings } from "@spillway/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Interrupt, load, type MeasureRequest, measureSource } from "../../src/index.ts";

const TableName = `measured-${crypto.randomUUID()}`;
const units = { ReadCapacityUnits: 10_000, WriteCapacityUnits: 10_000 };
const hash = (AttributeName: string) => ({ AttributeName, KeyType: "HASH" as const });
const range = (AttributeName: string) => ({ AttributeName, KeyType: "RANGE" as const });
const RECORDS = 1_000;

let proxy: CapacityProxy;
let client: DynamoDBClient;
let clients: Clients;
let folder: string;

beforeAll(async () => {
  proxy = await startCapacityProxy({ target: dynamoDbLocalEndpoint() });
  client = new DynamoDBClient({ endpoint: proxy.url, ...localClientSettings });
  clients = createClients({ endpoint: proxy.url, ...localClientSettings });
  folder = await mkdtemp(join(tmpdir(), "spillway-measured-"));
  await client.send(
    new CreateTableCommand({
      TableName,
      ProvisionedThroughput: units,
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "N" },
        { AttributeName: "g", AttributeType: "S" },
        { AttributeName: "h", AttributeType: "N" },
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
          KeySchema: [hash("h"), range("sk")],
          Projection: { ProjectionType: "KEYS_ONLY" },
          ProvisionedThroughput: units,
        },
        {
          IndexName: "some",
          KeySchema: [hash("g"), range("h")],
          Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["text", "none"] },
          ProvisionedThroughput: units,
        },
      ],
      LocalSecondaryIndexes: [
        {
          IndexName: "local",
          KeySchema: [hash("pk"), range("g")],
          Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["text"] },
        },
      ],
    }),
  );
});
afterAll(async () => {
  await client.send(new DeleteTableCommand({ TableName }));
  await rm(folder, { recursive: true, force: true });
  client.destroy();
  clients.destroy();
  await proxy.close();
});

/** Sizes around the edges of a kilobyte, sparse in each index, and one record in ten that is wrong somehow. */
function lineOf(n: number): string {
  const wrong = [
    "{",
    JSON.stringify({ sk: n }),
    JSON.stringify({ pk: "p", sk: String(n) }),
    JSON.stringify({ pk: "p", sk: n, g: n }),
    JSON.stringify({ pk: "p", sk: n, g: "" }),
    JSON.stringify({ pk: "p", sk: n, h: "7" }),
    // As long as the partition key of an index may be, and too long for the sort key of another.
    JSON.stringify({ pk: "p", sk: n, g: "x".repeat(1_025) }),
  ];
  if (n % 10 === 9) return wrong[((n - 9) / 10) % wrong.length] ?? "";
  return JSON.stringify({
    ...{ pk: `p${n % 7}`, sk: n, n: n * 1.25, text: "ü".repeat((n * 37) % 1_100) },
    ...(n % 2 === 0 && { g: n === 500 ? "x".repeat(1_024) : `group ${n % 3}` }),
    ...(n % 3 === 0 && { h: n % 5 }),
    ...(n % 4 === 0 && { nested: { list: [n, null, true], blob: "x".repeat(n % 900) } }),
  });
}

test("what is measured is what a load consumes, writes and has rejected, table and indexes", async () => {
  const source = join(folder, "items.jsonl");
  await writeFile(source, Array.from({ length: RECORDS }, (_, n) => `${lineOf(n)}\n`).join(""));
  const { Table = {} } = await client.send(new DescribeTableCommand({ TableName }));
  const request = { source, empty: "omit", deletes: false } satisfies Partial<MeasureRequest>;
  const services = {
    ...{ clients, clock: systemClock, interrupt: new Interrupt() },
    ...{ standardInput: Readable.from([]), onStart: () => {}, onProgress: () => {} },
  };
  const measure = await measureSource({ ...request, table: tableShapeFrom(Table) }, services);

  const report = await load(
    {
      ...{ ...request, table: TableName, dryRun: false, resume: false },
      ...{ maxWcu: "off", concurrency: 5, maxAttempts: 8 },
    },
    {
      ...{ ...services, random: Math.random, peakMemoryBytes: () => 0 },
      stores: { checkpoint: async () => undefined, rejects: async () => undefined },
    },
  );
  expect(report).toMatchObject({ read: RECORDS, failed: 0, deduplicated: 0 });
  expect(measure).toMatchObject({
    ...{ complete: true, records: report.read },
    ...{ items: report.written, rejected: report.rejected, units: report.unitsConsumed },
    itemBytes: { total: report.bytes },
    keys: { distinct: report.written, error: 0 },
  });
  for (const [IndexName, items] of Object.entries(measure.indexItems)) {
    const { Count } = await client.send(new ScanCommand({ TableName, IndexName, Select: "COUNT" }));
    expect({ IndexName, items }).toEqual({ IndexName, items: Count });
  }
});
