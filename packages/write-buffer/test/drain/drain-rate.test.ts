import type { Billing, GlobalIndexShape } from "@spillway/capacity";
import { ManualClock } from "@spillway/testkit";
import { expect, test } from "vitest";
import { DrainPace, unitsPerSecond } from "../src/drain-pace.ts";
import { tableShape } from "./fakes.ts";

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
  expect(unitsPerSecond(shape, given.instances)).toBe(given.rate);
});

test("follows a change of capacity with the same pacer", () => {
  const pace = new DrainPace(new ManualClock(), 2);
  const pacer = pace.pacerFor(tableShape({ billing: provisioned(10) }));
  expect(pacer?.ratePerSecond).toBe(5);
  expect(pace.pacerFor(tableShape({ billing: provisioned(40) }))).toBe(pacer);
  expect(pacer?.ratePerSecond).toBe(20);
  expect(pace.pacerFor(tableShape({ billing: { mode: "on-demand" } }))).toBeUndefined();
});

test("more capacity raises what may go at once, too", async () => {
  const clock = new ManualClock();
  const pace = new DrainPace(clock, 2);
  await pace.pacerFor(tableShape({ billing: provisioned(2) }))?.acquire(1);
  const pacer = pace.pacerFor(tableShape({ billing: provisioned(100) }));
  await clock.advance(1_000);
  await clock.run(Promise.all([pacer?.acquire(25), pacer?.acquire(25)]));
  expect(clock.now()).toBe(1_000);
});
