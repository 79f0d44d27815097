import {
  BatchWriteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  ScanCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  localClientSettings,
  ManualClock,
} from "@spillway/testkit";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type CapacityProxy, startCapacityProxy } from "../src/index.ts";

const clock = new ManualClock(1_000_000_000);
let proxy: CapacityProxy;
let client: DynamoDBClient;
const direct = new DynamoDBClient({ endpoint: dynamoDbLocalEndpoint(), ...localClientSettings });

beforeAll(async () => {
  const faults = { partialBatchRate: 0.3, serverErrorRate: 0.1, seed: 9 };
  const target = dynamoDbLocalEndpoint();
  proxy = await startCapacityProxy({ target, clock, burstSeconds: 2, faults });
  client = new DynamoDBClient({ endpoint: proxy.url, maxAttempts: 1, ...localClientSettings });
});
afterAll(async () => {
  client.destroy();
  direct.destroy();
  await proxy.close();
});

type Step =
  | { readonly kind: "wait"; readonly ms: number }
  | { readonly kind: "put" }
  | { readonly kind: "batch" | "transaction"; readonly count: number };

const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant("wait" as const), ms: fc.integer({ min: 0, max: 3_000 }) }),
    fc.record({ kind: fc.constant("put" as const) }),
    fc.record({
      kind: fc.constantFrom("batch" as const, "transaction" as const),
      count: fc.integer({ min: 1, max: 25 }),
    }),
  ),
  { minLength: 1, maxLength: 12 },
);

/** Takes a step; the keys that the answer says were written. */
async function take(step: Step, name: string, nextKey: () => string): Promise<readonly string[]> {
  if (step.kind === "wait") {
    await clock.advance(step.ms);
    return [];
  }
  const keys = Array.from({ length: step.kind === "put" ? 1 : step.count }, nextKey);
  const put = (key: string) => ({ Item: { pk: { S: key } } });
  try {
    if (step.kind === "put") {
      await client.send(new PutItemCommand({ TableName: name, ...put(keys[0] ?? "") }));
      return keys;
    }
    if (step.kind === "transaction") {
      const TransactItems = keys.map((key) => ({ Put: { TableName: name, ...put(key) } }));
      await client.send(new TransactWriteItemsCommand({ TransactItems }));
      return keys;
    }
    const RequestItems = { [name]: keys.map((key) => ({ PutRequest: put(key) })) };
    const { UnprocessedItems } = await client.send(new BatchWriteItemCommand({ RequestItems }));
    const back = new Set(
      UnprocessedItems?.[name]?.map((request) => request.PutRequest?.Item?.pk?.S),
    );
    return keys.filter((key) => !back.has(key));
  } catch (error) {
    const { name: exception } = error as Error;
    const expected = /^(ProvisionedThroughputExceeded|TransactionCanceled|InternalServerError)/;
    if (expected.test(exception)) return [];
    throw error;
  }
}

it("what an answer says was written is in the table, and nothing else", async () => {
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: 1, max: 20 }), async (taken, writeUnits) => {
      const table = await createTestTable(direct, { writeUnits });
      let keys = 0;
      const written: string[] = [];
      for (const step of taken) {
        written.push(...(await take(step, table.name, () => `item-${++keys}`)));
      }
      const { Items = [] } = await direct.send(new ScanCommand({ TableName: table.name }));
      expect(Items.map((item) => item.pk?.S).sort()).toEqual(written.sort());
      refused += keys - written.length;
      await table.delete();
    }),
    { numRuns: 25 },
  );
  expect(refused).toBeGreaterThan(0);
}, 120_000);
