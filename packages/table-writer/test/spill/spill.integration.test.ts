import { DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { type CapacityProxy, startCapacityProxy } from "@spillway/capacity-proxy";
import { Deadline, systemClock } from "@spillway/pacing";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  localClientSettings,
  type TestTable,
} from "@spillway/testkit";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fastestTransport, type WireRequest, writeAll } from "../../src/index.ts";
import { keyed } from "../fixtures/sources.ts";

const TABLE_UNITS = 100;
let direct: DynamoDBClient;
let throttled: DynamoDBClient;
let proxy: CapacityProxy;
let table: TestTable;

beforeAll(async () => {
  const target = dynamoDbLocalEndpoint();
  direct = new DynamoDBClient({ ...localClientSettings, endpoint: target, maxAttempts: 1 });
  table = await createTestTable(direct, { writeUnits: TABLE_UNITS });
  proxy = await startCapacityProxy({
    target,
    burstSeconds: 1,
    faults: { seed: 1, partialBatchRate: 0.1, serverErrorRate: 0.03, dropRate: 0.02 },
  });
  throttled = new DynamoDBClient({ ...localClientSettings, endpoint: proxy.url, maxAttempts: 1 });
});

afterAll(async () => {
  throttled.destroy();
  await proxy.close();
  await table.delete();
  direct.destroy();
});

it("has each record in the table or in the spill where a table throttles and breaks until the deadline", async () => {
  const spilled: WireRequest[] = [];
  const report = await writeAll(keyed(5_000), {
    transport: fastestTransport(throttled),
    table: { name: table.name, keys: { partitionKey: { name: "pk", type: "S" } } },
    clock: systemClock,
    random: Math.random,
    maxAttempts: 3,
    deadline: Deadline.after(systemClock, 1_500),
    spill: async (writes) => {
      spilled.push(...writes);
      return writes.map(() => undefined);
    },
  });
  expect(report).toMatchObject({ read: 5_000, failed: 0, rejected: 0, spilled: spilled.length });
  expect(report.written + report.spilled).toBe(5_000);

  const inTable = new Set<string>();
  for await (const page of paginateScan({ client: direct }, { TableName: table.name })) {
    for (const { pk } of page.Items ?? []) inTable.add(`S${pk?.S}`);
  }
  // A write whose answer was lost is in the table and in the spill, which does no harm.
  expect(inTable.size).toBeGreaterThanOrEqual(report.written);
  expect(new Set([...inTable, ...spilled.map(({ key }) => key)]).size).toBe(5_000);
});
