import { type Billing, pricesOf, type TableShape } from "@spillway/capacity";
import { type MaxWriteUnits, writeAll } from "@spillway/table-writer";
import { ManualClock } from "@spillway/testkit";
import { expect, test } from "vitest";
import { dryTransport, loadPlan } from "../src/plan/load-plan.ts";

const PK = { partitionKey: { name: "pk", type: "S" } } as const;
const provisioned = (writeUnits: number): Billing => ({
  mode: "provisioned",
  writeUnits,
  readUnits: 5,
});
const ON_DEMAND: Billing = { mode: "on-demand" };
const tableOf = (billing: Billing, ofIndex: Billing = billing): TableShape => ({
  name: "Users",
  keys: PK,
  billing,
  globalIndexes: [
    {
      name: "byDay",
      keys: { partitionKey: { name: "day", type: "N" } },
      projection: { type: "ALL" },
      billing: ofIndex,
    },
  ],
  localIndexes: [],
});
const prices = pricesOf("us-east-1");
const units = (table: number, byDay: number) => ({ table, indexes: { byDay } });

test.each<[string, TableShape, ReturnType<typeof units>, object]>([
  [
    "the table is slower",
    tableOf(provisioned(50)),
    units(1_000, 500),
    { bottleneck: "", seconds: 20 },
  ],
  [
    "an index is slower",
    tableOf(provisioned(50), provisioned(10)),
    units(1_000, 500),
    { bottleneck: "byDay", seconds: 50 },
  ],
  [
    "on demand nobody knows",
    tableOf(ON_DEMAND),
    units(1_000_000, 1_000_000),
    { bottleneck: null, seconds: null, dollars: expect.closeTo(1.25) },
  ],
  [
    "on demand with a maximum it is known",
    tableOf({ mode: "on-demand", maxWriteUnits: 100 }, ON_DEMAND),
    units(1_000, 1_000),
    { bottleneck: "", seconds: 10 },
  ],
  ["nothing takes no time", tableOf(provisioned(50)), units(0, 0), { seconds: 0, dollars: 0 }],
])("time and cost: %s", (_, table, consumed, plan) => {
  expect(loadPlan(table, consumed, "auto", prices)).toMatchObject({ units: consumed, ...plan });
});

test.each<[MaxWriteUnits | "off", number | null]>([
  ["auto", 20],
  ["50%", 40],
  [10, 100],
  [1_000, 20],
  ["off", 20],
])("--max-wcu %s takes its time", (maxWcu, seconds) => {
  expect(loadPlan(tableOf(provisioned(50)), units(1_000, 0), maxWcu)).toMatchObject({ seconds });
  const onDemand = loadPlan(tableOf(ON_DEMAND), units(1_000, 0), maxWcu);
  expect(onDemand.seconds).toBe(typeof maxWcu === "number" ? 1_000 / maxWcu : null);
});

test("the cost of provisioned capacity is that of its hours, on the table and each index", () => {
  const hour = units(100 * 3_600, 0);
  const { dollars } = loadPlan(tableOf(provisioned(100), provisioned(50)), hour, "auto", prices);
  expect(dollars).toBeCloseTo(150 * 0.00065);
});

test("the cost is that of the region whose prices were given, and says so; without any there is none", () => {
  const million = units(1_000_000, 0);
  const frankfurt = pricesOf("eu-central-1");
  const plan = loadPlan(tableOf(ON_DEMAND), million, "auto", frankfurt);
  expect(plan.dollars).toBeCloseTo(0.7625, 9);
  expect(plan.prices).toEqual({ region: "eu-central-1", asOf: frankfurt.asOf });
  const unpriced = loadPlan(tableOf(ON_DEMAND), million, "auto");
  expect(unpriced).toMatchObject({ dollars: null, prices: null });
});

test("a dry run's units are those of new items: by size, by index, a delete's by its key", async () => {
  const table = tableOf(ON_DEMAND);
  const clock = new ManualClock();
  const position = { line: 1, index: 0 };
  const report = await clock.run(
    writeAll(
      [
        { ok: true, record: { pk: "a", day: 1 }, position },
        { ok: true, record: { pk: "b", text: "x".repeat(1_500) }, position },
        { ok: true, delete: { pk: "c" }, position },
      ],
      { transport: dryTransport(table), table, clock, random: () => 0.5 },
    ),
  );
  expect(report).toMatchObject({ written: 3, unitsConsumed: units(4, 1) });
});
