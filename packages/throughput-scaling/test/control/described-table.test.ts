import { expect, it } from "vitest";
import { describedTable } from "../../src/index.ts";

const throughput = (units: number, more: object = {}) => ({
  ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: units, ...more },
  KeySchema: [
    { AttributeName: "pk", KeyType: "HASH" as const },
    { AttributeName: "sk", KeyType: "RANGE" as const },
  ],
});

it("tells capacity, warm throughput, changes and keys of a table and its indexes", () => {
  const described = describedTable({
    TableName: "users",
    TableStatus: "ACTIVE",
    ...throughput(10, {
      LastIncreaseDateTime: new Date(1_000),
      LastDecreaseDateTime: new Date(2_000),
      NumberOfDecreasesToday: 3,
    }),
    WarmThroughput: { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4_000, Status: "ACTIVE" },
    GlobalSecondaryIndexes: [
      { IndexName: "byEmail", IndexStatus: "ACTIVE", ...throughput(20) },
      { IndexName: "old", IndexStatus: "DELETING", ...throughput(20) },
    ],
  });
  expect(described).toMatchObject({ name: "users", isOnDemand: false, isUpdating: false });
  expect(Object.fromEntries(described.resources)).toEqual({
    "": {
      provisioned: { readUnits: 5, writeUnits: 10 },
      warm: { readUnits: 12_000, writeUnits: 4_000 },
      lastIncreaseMs: 1_000,
      lastDecreaseMs: 2_000,
      decreasesToday: 3,
      partitionKey: ["pk"],
    },
    byEmail: {
      provisioned: { readUnits: 5, writeUnits: 20 },
      decreasesToday: 0,
      partitionKey: ["pk"],
    },
  });
});

it.each([
  [{ TableStatus: "ACTIVE" as const }, "ACTIVE" as const, false],
  [{ TableStatus: "UPDATING" as const }, "ACTIVE" as const, true],
  [{ TableStatus: "ACTIVE" as const }, "UPDATING" as const, true],
  // While a new index is filled, capacity can be changed.
  [{ TableStatus: "ACTIVE" as const }, "CREATING" as const, false],
])("says whether a table is being changed: %j, its index %s", (table, IndexStatus, isUpdating) => {
  const GlobalSecondaryIndexes = [{ IndexName: "byEmail", IndexStatus, ...throughput(5) }];
  const described = describedTable({ ...table, ...throughput(5), GlobalSecondaryIndexes });
  expect(described.isUpdating).toBe(isUpdating);
});

it.each([
  [{ BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" as const } }, true],
  [{ BillingModeSummary: { BillingMode: "PROVISIONED" as const }, ...throughput(5) }, false],
  [throughput(5), false],
  [throughput(0), true],
])("says whether a table is on demand: %j", (table, isOnDemand) => {
  expect(describedTable({ TableStatus: "ACTIVE", ...table }).isOnDemand).toBe(isOnDemand);
});
