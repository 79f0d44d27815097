import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  localClientSettings,
  type TestTable,
} from "@spillway/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dynamodbDayStore } from "../../src/costs/day-store.ts";
import { dynamodbWatchStore, NOTHING_TOLD } from "../../src/notices/watch-store.ts";
import { dynamodbScalingStore } from "../../src/state/dynamodb-scaling-store.ts";

const client = new DynamoDBClient({ endpoint: dynamoDbLocalEndpoint(), ...localClientSettings });
let state: TestTable;
beforeAll(async () => {
  state = await createTestTable(client, { keys: ["pk:S", "sk:S"] });
});
afterAll(async () => {
  await state.delete();
  client.destroy();
});

test("of two that keep what they read, one does", async () => {
  const watches = dynamodbWatchStore(client, state.name);
  const read = await watches.read("orders");
  expect(read).toEqual(NOTHING_TOLD);
  const kept = await Promise.all([
    watches.keep("orders", { ...read, told: { a: 1 } }),
    watches.keep("orders", { ...read, told: { b: 2 } }),
  ]);
  expect(kept.filter((one) => one === undefined)).toHaveLength(1);
  const won = kept.find((one) => one !== undefined) ?? NOTHING_TOLD;
  expect(await watches.read("orders")).toEqual(won);
  expect(await watches.keep("orders", { ...won, seenEventId: "e" })).toMatchObject({ version: 2 });
  expect(await watches.read("users")).toEqual(NOTHING_TOLD);
});

test("days come the newest first, and are no events of the history", async () => {
  const days = dynamodbDayStore(client, state.name);
  const costs = { provisioned: 1, raised: 0.5, onDemand: 2 };
  const raisedUnitHours = { readUnits: 0, writeUnits: 20 };
  for (const day of ["2026-03-04", "2026-03-05", "2026-03-03"]) {
    await days.record("orders", { day, ...costs, raisedUnitHours });
  }
  const newest = await days.days("orders", 2);
  expect(newest.map(({ day }) => day)).toEqual(["2026-03-05", "2026-03-04"]);
  expect(newest[0]).toEqual({ day: "2026-03-05", ...costs, raisedUnitHours });
  expect(await dynamodbScalingStore(client, state.name).history("orders", 10)).toEqual([]);
});
