import { DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { type Faults, startCapacityProxy } from "@spillway/capacity-proxy";
import { admitItem, type PlainRecord } from "@spillway/item";
import { systemClock } from "@spillway/pacing";
import { createTestTable, dynamoDbLocalEndpoint, localClientSettings } from "@spillway/testkit";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { classifyFailure } from "../../src/attempt/classify-failure.ts";
import {
  fastestTransport,
  sdkTransport,
  type Transport,
  type WireRequest,
  wireTransport,
  writeAll,
} from "../../src/index.ts";
import { keyed } from "../fixtures/sources.ts";

const KEYS = { partitionKey: { name: "pk", type: "S" } } as const;

function clientOf(endpoint: string): DynamoDBClient {
  return new DynamoDBClient({ ...localClientSettings, endpoint, maxAttempts: 1 });
}

function put(record: PlainRecord): WireRequest {
  const { json, attributes, key, bytes } = admitItem(record, KEYS);
  return { op: "put", json, attributes, key, bytes };
}

const direct = clientOf(dynamoDbLocalEndpoint());
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
afterAll(() => direct.destroy());

async function tableOf(writeUnits: number) {
  const table = await createTestTable(direct, {
    writeUnits,
    globalIndexes: { byEmail: { keys: ["email:S"] } },
  });
  closing.push(() => table.delete());
  return { name: table.name, keys: KEYS };
}

async function itemsOf(table: string): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  for await (const page of paginateScan({ client: direct }, { TableName: table })) {
    items.push(...(page.Items ?? []));
  }
  return items;
}

describe.each<[string, (client: DynamoDBClient) => Transport & { destroy?(): void }]>([
  ["sdkTransport", sdkTransport],
  ["wireTransport", wireTransport],
  ["fastestTransport", fastestTransport],
])("%s", (_name, build) => {
  function transportTo(endpoint: string): Transport {
    const client = clientOf(endpoint);
    const transport = build(client);
    closing.push(() => client.destroy());
    closing.push(() => transport.destroy?.());
    return transport;
  }

  async function proxied(faults: Faults, burstSeconds = 1): Promise<Transport> {
    const target = dynamoDbLocalEndpoint();
    const proxy = await startCapacityProxy({ target, burstSeconds, faults });
    closing.push(() => proxy.close());
    return transportTo(proxy.url);
  }

  it("puts every kind of value, deletes, and tells what was consumed", async () => {
    const table = await tableOf(1_000);
    const transport = transportTo(dynamoDbLocalEndpoint());
    const record = {
      pk: 'é "quoted" \\ 東京 💧\u2028\u0000',
      email: "a@b",
      n: -1.5e-100,
      huge: 12_345_678_901_234_567_890n,
      bytes: Uint8Array.of(0, 128, 255),
      sets: [new Set(["a", "é"]), new Set([1, 2]), new Set([Uint8Array.of(1)])],
      list: [null, true, false, []],
      map: { x: { y: "z" } },
    };
    const first = await transport.batchWrite(table, [put(record), put({ pk: "gone", email: "x" })]);
    expect(first).toEqual({ unprocessed: [], consumed: { table: 2, indexes: { byEmail: 2 } } });
    const remove = { ...put({ pk: "gone" }), op: "delete" } as const;
    const second = await transport.batchWrite(table, [remove]);
    expect(second.consumed.table).toBe(1);
    expect(await itemsOf(table.name)).toEqual([
      expect.objectContaining({
        pk: { S: record.pk },
        huge: { N: String(record.huge) },
        bytes: { B: record.bytes },
        map: { M: { x: { M: { y: { S: "z" } } } } },
      }),
    ]);
  });

  it.each([
    ["an item of the wrong type", { pk: "a", email: 7 }, "invalid"],
    ["a table that is not there", { pk: "a" }, "refused"],
  ])("throws an error that is understood, of %s", async (_what, record, kind) => {
    const there = await tableOf(100);
    const table = kind === "refused" ? { ...there, name: "Userz" } : there;
    const writing = transportTo(dynamoDbLocalEndpoint()).batchWrite(table, [put(record)]);
    const error: unknown = await writing.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    const failure = classifyFailure(error, table.name);
    expect(failure.kind).toBe(kind);
    if (failure.kind === "refused") expect(failure.error.code).toBe("TABLE_NOT_FOUND");
    if (failure.kind === "invalid") expect(failure.reason.message).toContain("Index Key");
  });

  it("ends with the signal", async () => {
    const table = await tableOf(100);
    const transport = transportTo(dynamoDbLocalEndpoint());
    const writing = transport.batchWrite(table, [put({ pk: "a" })], AbortSignal.abort());
    await expect(writing).rejects.toMatchObject({ name: "AbortError" });
  });

  it("gives back the very requests that did not fit, then the throttle with its reason", async () => {
    const table = await tableOf(5);
    const transport = await proxied({});
    const requests = Array.from({ length: 25 }, (_, n) => put({ pk: `k${n}` }));
    const { unprocessed } = await transport.batchWrite(table, requests);
    expect(unprocessed.length).toBeGreaterThan(0);
    expect(unprocessed.every((request) => requests.includes(request))).toBe(true);
    const stored = new Set((await itemsOf(table.name)).map(({ pk }) => JSON.stringify(pk)));
    for (const request of requests) {
      const isStored = stored.has(JSON.stringify({ S: request.key.slice(1) }));
      expect(isStored).toBe(!unprocessed.includes(request));
    }
    const large = put({ pk: "large", text: "x".repeat(300_000) });
    const send = () => transport.batchWrite(table, [large]);
    // The first is done on credit if the table has got anything by now; then the second waits for it.
    const error: unknown = await send()
      .then(send)
      .catch((reason) => reason);
    expect(classifyFailure(error, table.name)).toMatchObject({
      kind: "throttled",
      causes: ["TableWriteProvisionedThroughputExceeded"],
    });
  });

  it("brings everything in through faults of every kind", async () => {
    const table = await tableOf(3_000);
    const transport = await proxied({
      partialBatchRate: 0.1,
      serverErrorRate: 0.05,
      dropRate: 0.05,
      seed: 7,
    });
    const options = { transport, table, clock: systemClock, random: Math.random };
    const report = await writeAll(keyed(2_000), { ...options, baseDelayMs: 5, maxAttempts: 20 });
    expect(report).toMatchObject({ read: 2_000, written: 2_000, failed: 0 });
    expect(report.batches.failed).toBeGreaterThan(0);
    expect(report.throttles.UnprocessedItems).toBeGreaterThan(0);
    expect(await itemsOf(table.name)).toHaveLength(2_000);
  });
});
