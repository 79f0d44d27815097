import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  localClientSettings,
  type TestTable,
} from "@spillway/testkit";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { dynamodbScalingStore, memoryScalingStore, type ScalingEvent } from "../../src/index.ts";

let client: DynamoDBClient;
let table: TestTable;
beforeAll(async () => {
  client = new DynamoDBClient({ ...localClientSettings, endpoint: dynamoDbLocalEndpoint() });
  table = await createTestTable(client, { keys: ["pk:S", "sk:S"] });
});
afterAll(async () => {
  await table.delete();
  client.destroy();
});

const DECREASES = { dayStartMs: 0, madeToday: 1, left: 3, countedAtMs: 5 };
const owner = fc.constantFrom("a", "b");
const step = fc.oneof(
  fc.record({
    kind: fc.constant("acquire" as const),
    owner,
    nowMs: fc.integer({ min: 0, max: 100 }),
    forMs: fc.integer({ min: 0, max: 50 }),
  }),
  fc.record({
    kind: fc.constant("release" as const),
    owner,
    raisedAtMs: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
    resource: fc.constantFrom("", "byEmail"),
  }),
);

it("does what the store in memory does, whatever owners do in whatever order", async () => {
  const dynamodb = dynamodbScalingStore(client, table.name);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 10 }), async (steps) => {
      const name = `users-${crypto.randomUUID()}`;
      const memory = memoryScalingStore();
      for (const one of steps) {
        const lease = { table: name, owner: one.owner, untilMs: 0 };
        if (one.kind === "acquire") {
          const taken = { ...lease, untilMs: one.nowMs + one.forMs };
          expect(await dynamodb.acquire(taken, one.nowMs)).toEqual(
            await memory.acquire(taken, one.nowMs),
          );
        } else {
          const changed = {
            memory: { resources: { [one.resource]: { decreases: DECREASES } } },
            ...(one.raisedAtMs === undefined ? {} : { raisedAtMs: one.raisedAtMs }),
          };
          expect(await dynamodb.release(lease, changed)).toBe(await memory.release(lease, changed));
        }
        expect(await dynamodb.read(name)).toEqual(await memory.read(name));
      }
    }),
    { numRuns: 40 },
  );
});

it("gives a free lease to one of many who ask at once", async () => {
  const store = dynamodbScalingStore(client, table.name);
  const asked = Array.from({ length: 20 }, (_, place) =>
    store.acquire({ table: "crowded", owner: `owner ${place}`, untilMs: 2_000 }, 1_000),
  );
  const answers = await Promise.all(asked);
  expect(answers.filter((state) => state !== undefined)).toHaveLength(1);
});

it("keeps the history, newest first, and each event for 90 days", async () => {
  const store = dynamodbScalingStore(client, table.name);
  const events: ScalingEvent[] = [1, 2, 3].map((place) => ({
    id: `0000-${place}`,
    table: "users",
    atMs: place * 1_000,
    by: "client",
    steps: [
      {
        resource: "byEmail",
        access: "write",
        from: 5,
        to: 10,
        reason: "throttled",
        because: "writes were throttled",
      },
    ],
    ...(place === 2 ? { refused: "LimitExceededException" } : {}),
  }));
  for (const event of events) await store.record(event);
  expect(await store.history("users", 10)).toEqual(events.toReversed());
  expect(await store.history("users", 2)).toEqual(events.toReversed().slice(0, 2));
  expect(await store.history("others", 10)).toEqual([]);

  const { Item } = await client.send(
    new GetItemCommand({
      TableName: table.name,
      Key: { pk: { S: "TABLE#users" }, sk: { S: "EVENT#0000-1" } },
    }),
  );
  expect(Item?.expires_at).toEqual({ N: String(1 + 90 * 24 * 3_600) });
});
