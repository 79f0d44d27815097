import { DescribeTableCommand, DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { tableShapeFrom } from "@spillway/capacity";
import { type CapacityProxy, startCapacityProxy } from "@spillway/capacity-proxy";
import { type Clock, systemClock } from "@spillway/pacing";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  isFullSize,
  localClientSettings,
  type TestTable,
} from "@spillway/testkit";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  sdkTransport,
  type Transport,
  type WriteOutcome,
  wireTransport,
  writeAll,
} from "../src/index.ts";
import { type Content, mixedLoad } from "./fixtures/mixed-load.ts";
import { WatchedTransport } from "./fixtures/watched-transport.ts";

/**
 * The table's time goes on with every fifth request. Five take about 140 units on the table; on the
 * index those of the first half take about 35, those of the second half 90. That is more than the
 * table gives in this time, and then more than the index does. So both throttle on any machine.
 */
const REQUESTS_A_STEP = 5;
const MS_A_STEP = 100;
const TABLE_UNITS = 1_000;
const INDEX_UNITS = 500;

/** Chance decides how often one write is sent back. So many times it is not. */
const ATTEMPTS = 500;

const FAULTS = { partialBatchRate: 0.1, serverErrorRate: 0.03, dropRate: 0.02, seed: 3 };

const direct = new DynamoDBClient({ ...localClientSettings, endpoint: dynamoDbLocalEndpoint() });
afterAll(() => direct.destroy());

let table: TestTable;
let proxy: CapacityProxy;
let client: DynamoDBClient;
let tableMs: number;

beforeEach(async () => {
  tableMs = 1_000_000_000;
  const clock: Clock = { now: () => tableMs, sleep: async () => {} };
  const target = dynamoDbLocalEndpoint();
  proxy = await startCapacityProxy({ target, clock, burstSeconds: 1, faults: FAULTS });
  client = new DynamoDBClient({ ...localClientSettings, endpoint: proxy.url, maxAttempts: 1 });
  table = await createTestTable(direct, {
    writeUnits: TABLE_UNITS,
    globalIndexes: {
      byEmail: { keys: ["email:S"], writeUnits: INDEX_UNITS },
      byScore: { keys: ["score:N"], writeUnits: INDEX_UNITS },
    },
  });
});
afterEach(async () => {
  client.destroy();
  await proxy.close();
  await table.delete();
});

async function scanned(index?: string): Promise<Map<string, Content>> {
  const found = new Map<string, Content>();
  const input = { TableName: table.name, ...(index === undefined ? {} : { IndexName: index }) };
  for await (const { Items = [] } of paginateScan({ client: direct }, input)) {
    for (const { pk, n, email, text } of Items) {
      const content = { n: Number(n?.N), email: email?.S, textLength: text?.S?.length ?? 0 };
      found.set(pk?.S ?? "", content);
    }
  }
  return found;
}

function counted(codes: Iterable<string>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

describe("partial batches, server errors, dropped connections and throttling at once", () => {
  it.each<[string, (client: DynamoDBClient) => Transport & { destroy?(): void }, number]>([
    ["wire", wireTransport, isFullSize() ? 100_000 : 10_000],
    ["SDK's", sdkTransport, 10_000],
  ])(
    "lose nothing and miscount nothing, through the %s transport",
    async (_, make, count) => {
      const load = mixedLoad(count);
      const described = await direct.send(new DescribeTableCommand({ TableName: table.name }));
      const { globalIndexes, ...known } = tableShapeFrom(described.Table ?? {});
      // As if the other index had been made since.
      const shape = {
        ...known,
        globalIndexes: globalIndexes.filter(({ name }) => name === "byEmail"),
      };
      const transport = make(client);
      const watched = new WatchedTransport(transport, shape, () => {
        if (watched.requests % REQUESTS_A_STEP === 0) tableMs += MS_A_STEP;
      });
      const outcomes: WriteOutcome[] = [];
      const report = await writeAll(load.entries(), {
        transport: watched,
        table: shape,
        clock: systemClock,
        random: Math.random,
        maxAttempts: ATTEMPTS,
        baseDelayMs: 1,
        maxDelayMs: 10,
        onOutcome: (outcome) => {
          outcomes.push(outcome);
        },
      });

      transport.destroy?.();

      // None lost: the table holds each key's last record and nothing else, and so does the index.
      const found = await scanned();
      expect(found.size).toBe(load.contents.size);
      expect(found).toEqual(load.contents);
      const indexed = [...load.contents].filter(([, { email }]) => email !== undefined);
      expect(await scanned("byEmail")).toEqual(new Map(indexed));

      // The report adds up, to the record.
      expect(report.stopped).toBeUndefined();
      expect(report).toMatchObject({ read: count, failed: 0, spilled: 0 });
      expect(report.rejected).toBe(load.rejected.size);
      expect(report.written + report.deduplicated).toBe(count - load.rejected.size);
      expect(report.written).toBe(watched.done);
      expect(report.deduplicated).toBeGreaterThan(0);
      const told = outcomes.map(({ position, reason }) => [position.index, reason.code] as const);
      expect(told).toHaveLength(load.rejected.size);
      expect(new Map(told)).toEqual(load.rejected);
      expect(counted(report.errors.map(({ code }) => code))).toEqual(
        counted(load.rejected.values()),
      );

      // So do its counts of requests, throttles, units and bytes.
      expect(report.batches).toEqual({ sent: watched.requests, failed: watched.failedRequests });
      expect(report.attempts).toBe(watched.sends);
      expect(report.unitsConsumed).toEqual(watched.units);
      expect(report.bytes).toBe(watched.bytesDone);
      expect(report.retries).toBeGreaterThan(0);
      expect(report.throttledWrites).toBeGreaterThan(0);
      expect(report.throttles.UnprocessedItems).toBeGreaterThan(0);
      // Of ten thousand records chance decides whether the table or its index refused a whole batch.
      const { TableWriteProvisionedThroughputExceeded: byTable = 0 } = report.throttles;
      const { IndexWriteProvisionedThroughputExceeded: byIndex = 0 } = report.throttles;
      expect(byTable + byIndex).toBeGreaterThan(0);
      // A connection that was cut may have been cut after the write.
      const used = proxy.metrics();
      const ofTable = used.find(({ index }) => index === undefined);
      const ofIndex = used.find(({ index }) => index === "byEmail");
      expect(ofTable?.consumedWriteUnits).toBeGreaterThanOrEqual(report.unitsConsumed.table);
      expect(ofTable?.writeThrottleEvents).toBeGreaterThan(0);
      expect(ofIndex?.writeThrottleEvents).toBeGreaterThan(0);
    },
    300_000,
  );
});
