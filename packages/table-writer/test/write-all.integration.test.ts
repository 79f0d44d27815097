import { DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { type CapacityProxy, type Faults, startCapacityProxy } from "@spillway/capacity-proxy";
import { systemClock } from "@spillway/pacing";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  localClientSettings,
  type TestTable,
} from "@spillway/testkit";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { sdkTransport, type WriteOutcome, type WriteSource, writeAll } from "../src/index.ts";
import { deletesOf, keyed, sourceOf } from "./fixtures/sources.ts";

const KEYS = { partitionKey: { name: "pk", type: "S" } } as const;

function clientOf(endpoint: string): DynamoDBClient {
  return new DynamoDBClient({ ...localClientSettings, endpoint, maxAttempts: 1 });
}

async function write(
  client: DynamoDBClient,
  name: string,
  source: WriteSource,
  options: { readonly maxAttempts?: number } = {},
) {
  const outcomes: WriteOutcome[] = [];
  const report = await writeAll(source, {
    transport: sdkTransport(client),
    table: { name, keys: KEYS },
    clock: systemClock,
    random: Math.random,
    ...options,
    onOutcome: (outcome) => {
      outcomes.push(outcome);
    },
  });
  return { report, outcomes };
}

/** The table's items as `pk` → `n`. */
async function contents(client: DynamoDBClient, name: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for await (const page of paginateScan({ client }, { TableName: name })) {
    for (const { pk, n } of page.Items ?? []) found.set(pk?.S ?? "", n?.N ?? "");
  }
  return found;
}

describe("on DynamoDB Local", () => {
  let client: DynamoDBClient;
  let table: TestTable;
  beforeAll(async () => {
    client = clientOf(dynamoDbLocalEndpoint());
    table = await createTestTable(client, {
      writeUnits: 10_000,
      globalIndexes: { byEmail: { keys: ["email:S"] } },
    });
  });
  afterAll(async () => {
    await table.delete();
    client.destroy();
  });

  it("writes every value that a record can have, and each key's last write", async () => {
    const source = sourceOf([
      ...Array.from({ length: 300 }, (_, n) => ({
        pk: `all-${n % 200}`,
        n,
        email: `u${n}@example.com`,
        text: "Zoë 東京 💧",
        bytes: Uint8Array.of(0, 255),
        list: [1, null, true, { deep: new Set(["a", "b"]) }],
        huge: 12_345_678_901_234_567_890n,
      })),
    ]);
    const { report, outcomes } = await write(client, table.name, source);
    expect(outcomes).toEqual([]);
    expect(report).toMatchObject({ read: 300, failed: 0, rejected: 0 });
    expect(report.written + report.deduplicated).toBe(300);
    expect(report.unitsConsumed.table).toBeGreaterThanOrEqual(report.written);
    expect(report.unitsConsumed.indexes.byEmail).toBeGreaterThanOrEqual(200);
    const found = await contents(client, table.name);
    for (let n = 100; n < 300; n += 1) expect(found.get(`all-${n % 200}`)).toBe(String(n));
  });

  it("deletes by key, beside puts", async () => {
    const records = Array.from({ length: 60 }, (_, n) => ({ pk: `gone-${n}`, n }));
    await write(client, table.name, sourceOf(records));
    const { report } = await write(client, table.name, [
      ...deletesOf(records.slice(0, 40)),
      ...sourceOf([{ pk: "gone-0", n: 7 }]),
      ...deletesOf([{ pk: "gone-never-there" }]),
    ]);
    expect(report).toMatchObject({ failed: 0, rejected: 0 });
    const found = await contents(client, table.name);
    const left = [...found.keys()].filter((pk) => pk.startsWith("gone-"));
    expect(left).toHaveLength(21);
    expect(found.get("gone-0")).toBe("7");
  });

  it("finds the one item in a batch that only DynamoDB knows to be wrong", async () => {
    // The index wants text.
    const source = sourceOf(
      Array.from({ length: 60 }, (_, n) => ({ pk: `bad-${n}`, n, email: n === 31 ? 7 : "x@y" })),
    );
    const { report, outcomes } = await write(client, table.name, source);
    expect(report).toMatchObject({ read: 60, written: 59, rejected: 1, failed: 0 });
    expect(outcomes).toMatchObject([
      { kind: "rejected", reason: { code: "ITEM_INVALID" }, position: { index: 31 } },
    ]);
    expect(outcomes[0]?.reason.message).toContain("Index Key");
  });

  it("takes an item of exactly 400 KB, and rejects one byte more without harm", async () => {
    const ofBytes = (pk: string, bytes: number) => ({ pk, t: "x".repeat(bytes - 3 - pk.length) });
    const source = sourceOf([
      ofBytes("fits", 409_600),
      ofBytes("over", 409_601),
      { pk: "small", n: 1 },
    ]);
    const { report } = await write(client, table.name, source);
    expect(report).toMatchObject({ written: 2, rejected: 1 });
    expect(report.errors).toMatchObject([{ code: "ITEM_TOO_LARGE", position: { index: 1 } }]);
  });

  it("stops at a table that is not there", async () => {
    const { report } = await write(client, "Userz", keyed(60));
    expect(report).toMatchObject({
      read: 60,
      failed: 60,
      stopped: { code: "TABLE_NOT_FOUND", message: 'the table "Userz" was not found' },
    });
  });
});

describe("at an endpoint where nobody listens", () => {
  it("stops with one clear reason", async () => {
    const client = clientOf("http://127.0.0.1:9");
    const { report } = await write(client, "Users", keyed(1_000));
    client.destroy();
    expect(report).toMatchObject({ read: 1_000, failed: 1_000 });
    expect(report.stopped).toMatchObject({
      code: "ENDPOINT_UNREACHABLE",
      message: expect.stringContaining("ECONNREFUSED"),
    });
  });
});

describe("through capacity-proxy", () => {
  const direct = clientOf(dynamoDbLocalEndpoint());
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });
  afterAll(() => direct.destroy());

  async function throttled(writeUnits: number, faults: Faults) {
    const table = await createTestTable(direct, { writeUnits });
    const target = dynamoDbLocalEndpoint();
    const proxy: CapacityProxy = await startCapacityProxy({ target, burstSeconds: 1, faults });
    const client = clientOf(proxy.url);
    closing.push(
      () => table.delete(),
      () => proxy.close(),
      async () => client.destroy(),
    );
    return { table, client };
  }

  it("gets everything in, throttled or not, and counts what was sent back", async () => {
    const { table, client } = await throttled(150, {});
    // How often one write is sent back is up to chance; after so many attempts it is in.
    const { report, outcomes } = await write(client, table.name, keyed(1_000), {
      maxAttempts: 100,
    });
    expect(outcomes).toEqual([]);
    expect(report).toMatchObject({ read: 1_000, written: 1_000 });
    expect(report.throttledWrites).toBeGreaterThan(0);
    expect(report.retries).toBe(report.throttledWrites);
    expect(report.unitsConsumed.table).toBe(1_000);
    expect((await contents(direct, table.name)).size).toBe(1_000);
  });

  it("accounts for every record with faults of every kind at once", async () => {
    const { table, client } = await throttled(1_500, {
      partialBatchRate: 0.1,
      serverErrorRate: 0.03,
      dropRate: 0.02,
      seed: 42,
    });
    const { report, outcomes } = await write(client, table.name, keyed(4_000));
    const found = await contents(direct, table.name);
    const unwritten = new Set(outcomes.map((outcome) => outcome.write?.key.slice(1) ?? ""));
    expect(report.read).toBe(4_000);
    expect(report.failed).toBe(unwritten.size);
    for (const source of keyed(4_000)) {
      const pk = source.ok ? String(source.record.pk) : "";
      if (!unwritten.has(pk)) expect(found.has(pk)).toBe(true);
    }
    expect(report.batches.failed).toBeGreaterThan(0);
    expect(report.throttles.UnprocessedItems).toBeGreaterThan(0);
  });
});
