import {
  BatchWriteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
} from "@aws-sdk/client-dynamodb";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  localClientSettings,
  ManualClock,
  type TestTable,
} from "@spillway/testkit";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type CapacityProxy, type Faults, startCapacityProxy } from "../src/index.ts";

const direct = new DynamoDBClient({ endpoint: dynamoDbLocalEndpoint(), ...localClientSettings });
afterAll(() => direct.destroy());

let clock: ManualClock;
let table: TestTable;
let proxy: CapacityProxy | undefined;
let client: DynamoDBClient | undefined;

beforeAll(() => {
  clock = new ManualClock(1_000_000_000);
});
beforeEach(async () => {
  table = await createTestTable(direct, { writeUnits: 10_000 });
});
afterEach(async () => {
  client?.destroy();
  await proxy?.close();
  await table.delete();
});

async function faulty(faults: Faults): Promise<DynamoDBClient> {
  proxy = await startCapacityProxy({ target: dynamoDbLocalEndpoint(), clock, faults });
  client = new DynamoDBClient({ endpoint: proxy.url, maxAttempts: 1, ...localClientSettings });
  return client;
}

const put = (key: string) =>
  new PutItemCommand({ TableName: table.name, Item: { pk: { S: key } } });

async function isStored(key: string): Promise<boolean> {
  const { Item } = await direct.send(
    new GetItemCommand({ TableName: table.name, Key: { pk: { S: key } }, ConsistentRead: true }),
  );
  return Item !== undefined;
}

describe("faults", () => {
  it("latency holds a request back on the clock", async () => {
    const through = await faulty({ latency: { minMs: 200, maxMs: 300 } });
    const before = clock.now();
    const sleepsBefore = clock.sleeps.length;
    const answer = through.send(put("late"));
    await expect.poll(() => clock.sleeping).toBe(1);
    expect(await isStored("late")).toBe(false);
    await clock.advance(300);
    await answer;
    expect(await isStored("late")).toBe(true);
    const [slept] = clock.sleeps.slice(sleepsBefore);
    expect(slept).toBeGreaterThanOrEqual(200);
    expect(slept).toBeLessThanOrEqual(300);
    expect(clock.now()).toBe(before + 300);
  });

  it("server errors are DynamoDB's, and nothing was written", async () => {
    const through = await faulty({ serverErrorRate: 1 });
    await expect(through.send(put("a"))).rejects.toMatchObject({
      name: "InternalServerError",
      $metadata: { httpStatusCode: 500 },
    });
    expect(await isStored("a")).toBe(false);
  });

  it("dropped connections leave it open whether the write was done", async () => {
    const through = await faulty({ dropRate: 1, seed: 3 });
    const written: boolean[] = [];
    for (let place = 0; place < 12; place += 1) {
      await expect(through.send(put(`item-${place}`))).rejects.toThrow(/hang up|ECONNRESET/);
      written.push(await isStored(`item-${place}`));
    }
    expect(new Set(written)).toEqual(new Set([true, false]));
  });

  it("partial batches come back without a throttle, and the rest is written", async () => {
    const through = await faulty({ partialBatchRate: 1 });
    const requests = Array.from({ length: 25 }, (_, place) => ({
      PutRequest: { Item: { pk: { S: `item-${place}` } } },
    }));
    const { UnprocessedItems } = await through.send(
      new BatchWriteItemCommand({ RequestItems: { [table.name]: requests } }),
    );
    const back = UnprocessedItems?.[table.name]?.length ?? 0;
    expect(back).toBeGreaterThan(0);
    expect(back).toBeLessThan(25);
    const { Count } = await direct.send(new ScanCommand({ TableName: table.name }));
    expect(Count).toBe(25 - back);
    expect(proxy?.metrics()[0]).toMatchObject({
      writeThrottleEvents: 0,
      consumedWriteUnits: 25 - back,
    });
  });

  it("are the same for the same seed", async () => {
    const outcomes = async () => {
      const through = await faulty({ serverErrorRate: 0.5, seed: 42 });
      const fates: boolean[] = [];
      for (let place = 0; place < 20; place += 1) {
        fates.push(
          await through.send(put("same")).then(
            () => true,
            () => false,
          ),
        );
      }
      through.destroy();
      await proxy?.close();
      proxy = undefined;
      return fates;
    };
    const first = await outcomes();
    expect(await outcomes()).toEqual(first);
    expect(new Set(first).size).toBe(2);
  });
});
