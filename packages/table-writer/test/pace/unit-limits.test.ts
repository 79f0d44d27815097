import { expect, it, test } from "vitest";
import { type MaxWriteUnits, unitLimits, unitsAtStart } from "../../src/pace/unit-limits.ts";
import { shapeOf } from "../fixtures/shapes.ts";

test.each<{ max: MaxWriteUnits; table: number; index: number }>([
  { max: "auto", table: 500, index: 300 },
  { max: 400, table: 400, index: 300 },
  { max: 100, table: 100, index: 100 },
  { max: "50%", table: 250, index: 150 },
  { max: "150%", table: 750, index: 450 },
])("$max of 500 and 300 units: $table and $index", ({ max, table, index }) => {
  expect([...unitLimits(shapeOf(500, 300), max)]).toEqual([
    ["", table],
    ["byEmail", index],
  ]);
});

test.each<{ max: MaxWriteUnits; limit: number | undefined; owners: number | undefined }>([
  { max: "auto", limit: undefined, owners: 50 },
  { max: 400, limit: 400, owners: 50 },
  { max: "50%", limit: undefined, owners: 25 },
])("on demand, $max: $limit; with an owner's maximum of 50: $owners", ({ max, limit, owners }) => {
  const shape = { ...shapeOf(1, 1), globalIndexes: [] };
  expect(unitLimits({ ...shape, billing: { mode: "on-demand" } }, max).get("")).toBe(limit);
  const withMaximum = { mode: "on-demand", maxWriteUnits: 50 } as const;
  expect(unitLimits({ ...shape, billing: withMaximum }, max).get("")).toBe(owners);
});

it("begins with what a table on demand takes at once, and with 4,000 units where nobody says", () => {
  const billing = { mode: "on-demand", warmWriteUnits: 60_000 } as const;
  const table = { ...shapeOf(1, 1), billing };
  expect(unitsAtStart(table, "")).toBe(60_000);
  expect(unitsAtStart(table, "byEmail")).toBe(4_000);
  expect(unitsAtStart({ ...table, billing: { ...billing, warmWriteUnits: 10 } }, "")).toBe(4_000);
});

it("takes a table without capacity for one of one unit", () => {
  expect(unitLimits(shapeOf(0, 300), "auto").get("")).toBe(1);
});

test.each<MaxWriteUnits>([0, -1, Number.NaN, "0%", "-5%"])("refuses %s", (max) => {
  expect(() => unitLimits(shapeOf(1, 1), max)).toThrow("maxWriteUnits: expected auto");
});
