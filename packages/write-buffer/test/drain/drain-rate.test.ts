import type { Billing, GlobalIndexShape, TableShape } from "@spillway/capacity";
import { ManualClock } from "@spillway/testkit";
import { expect, test } from "vitest";
import { DrainRate, drainRate } from "../../src/index.ts";

const tableShape = (shape: Pick<TableShape, "billing"> & Partial<TableShape>): TableShape => ({
  name: "spikes",
  keys: { partitionKey: { name: "pk", type: "S" } },
  globalIndexes: [],
  localIndexes: [],
  ...shape,
});
const provisioned = (writeUnits: number): Billing => ({
  mode: "provisioned",
  writeUnits,
  readUnits: 1,
});
const index = (billing: Billing): GlobalIndexShape => ({
  name: "by-city",
  keys: { partitionKey: { name: "city", type: "S" } },
  projection: { type: "ALL" },
  billing,
});

test.each([
  { table: provisioned(25), indexes: [], instances: 2, rate: 12.5 },
  { table: provisioned(25), indexes: [provisioned(10)], instances: 2, rate: 5 },
  { table: provisioned(10), indexes: [provisioned(25)], instances: 4, rate: 2.5 },
  { table: provisioned(1), indexes: [], instances: 1_000, rate: 0.001 },
  { table: { mode: "on-demand" } as const, indexes: [], instances: 2, rate: undefined },
  { table: { mode: "on-demand", maxWriteUnits: 50 } as const, indexes: [], instances: 2, rate: 25 },
  {
    table: { mode: "on-demand" } as const,
    indexes: [{ mode: "on-demand", maxWriteUnits: 10 } as const],
    instances: 2,
    rate: 5,
  },
])("$table with indexes $indexes by $instances instances: $rate units a second each", (given) => {
  const shape = tableShape({ billing: given.table, globalIndexes: given.indexes.map(index) });
  expect(drainRate(shape, given.instances)).toBe(given.rate);
});

test("follows a change of capacity with the same limiter", () => {
  const rate = new DrainRate(new ManualClock(), 2);
  const limiter = rate.limiterFor(tableShape({ billing: provisioned(10) }));
  expect(limiter?.ratePerSecond).toBe(5);
  expect(rate.limiterFor(tableShape({ billing: provisioned(40) }))).toBe(limiter);
  expect(limiter?.ratePerSecond).toBe(20);
  expect(rate.limiterFor(tableShape({ billing: { mode: "on-demand" } }))).toBeUndefined();
});

test("more capacity raises what may go at once, too", async () => {
  const clock = new ManualClock();
  const rate = new DrainRate(clock, 2);
  await rate.limiterFor(tableShape({ billing: provisioned(2) }))?.acquire(1);
  const limiter = rate.limiterFor(tableShape({ billing: provisioned(100) }));
  await clock.advance(1_000);
  await clock.run(Promise.all([limiter?.acquire(25), limiter?.acquire(25)]));
  expect(clock.now()).toBe(1_000);
});
