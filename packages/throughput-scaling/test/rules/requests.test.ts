import { noDecreases, TABLE_RESOURCE } from "@spillway/capacity";
import { expect, it } from "vitest";
import { decideCapacity, NOTHING_REMEMBERED, type ScalingMemory } from "../../src/index.ts";
import { NOON_MS, SCALING, steady, viewOf } from "./views.ts";

const requestsOf = (view: ReturnType<typeof viewOf>, memory: ScalingMemory = NOTHING_REMEMBERED) =>
  decideCapacity(SCALING, view, memory).requests;

it("raises table and indexes in one request, each by its own need", () => {
  const view = viewOf(steady(35), {
    provisioned: { writeUnits: 40 },
    indexes: {
      byEmail: { provisioned: { writeUnits: 40 }, uses: steady(70) },
      byType: { provisioned: { writeUnits: 40 }, uses: steady(28) },
    },
  });
  expect(requestsOf(view)).toEqual([
    {
      changes: [
        { resource: TABLE_RESOURCE, to: { readUnits: 5, writeUnits: 50 } },
        { resource: "byEmail", to: { readUnits: 5, writeUnits: 100 } },
      ],
    },
  ]);
});

it("lowers table and indexes in requests of their own, the largest saving first", () => {
  const view = viewOf(steady(2), {
    provisioned: { writeUnits: 40 },
    indexes: {
      byEmail: { provisioned: { writeUnits: 400 }, uses: steady(2) },
      byType: { provisioned: { writeUnits: 30 }, uses: steady(2) },
    },
  });
  expect(requestsOf(view)).toEqual(
    ["byEmail", TABLE_RESOURCE, "byType"].map((resource) => ({
      changes: [{ resource, to: { readUnits: 5, writeUnits: 5 } }],
    })),
  );
});

it("lowers reads and writes of one resource in one decrease", () => {
  const view = viewOf(steady(2), { provisioned: { readUnits: 50, writeUnits: 40 } });
  expect(requestsOf(view)).toEqual([
    { changes: [{ resource: TABLE_RESOURCE, to: { readUnits: 5, writeUnits: 5 } }] },
  ]);
});

it("raises first what is raised, also where the other access of the same resource is lowered", () => {
  const uses = steady(0).map(() => ({ write: 35, read: 0 }));
  const view = viewOf(uses, { provisioned: { readUnits: 500, writeUnits: 40 } });
  expect(requestsOf(view)).toEqual([
    { changes: [{ resource: TABLE_RESOURCE, to: { readUnits: 500, writeUnits: 50 } }] },
    { changes: [{ resource: TABLE_RESOURCE, to: { readUnits: 5, writeUnits: 50 } }] },
  ]);
});

it("raises though no decrease is left", () => {
  const left = { ...noDecreases(NOON_MS), left: 0, madeToday: 4, lastMs: NOON_MS };
  const memory = { resources: { [TABLE_RESOURCE]: { decreases: left } } };
  const view = viewOf(steady(35), { provisioned: { readUnits: 500, writeUnits: 40 } });
  expect(requestsOf(view, memory)).toEqual([
    { changes: [{ resource: TABLE_RESOURCE, to: { readUnits: 500, writeUnits: 50 } }] },
  ]);
});

it("weighs an index by its own decreases", () => {
  const spent = { ...noDecreases(NOON_MS), left: 0, madeToday: 4, lastMs: NOON_MS };
  const view = viewOf(steady(2), {
    provisioned: { writeUnits: 40 },
    indexes: { byEmail: { provisioned: { writeUnits: 40 }, uses: steady(2) } },
  });
  const memory = { resources: { [TABLE_RESOURCE]: { decreases: spent } } };
  expect(requestsOf(view, memory)).toEqual([
    { changes: [{ resource: "byEmail", to: { readUnits: 5, writeUnits: 5 } }] },
  ]);
});

it("has an index by its own bounds, and else by the table's", () => {
  const own = { base: { readUnits: 8, writeUnits: 8 }, max: { readUnits: 60, writeUnits: 60 } };
  const view = viewOf(steady(2), {
    indexes: {
      byEmail: { provisioned: { readUnits: 8, writeUnits: 10 }, uses: steady(70) },
      byType: { provisioned: { writeUnits: 10 }, uses: steady(70) },
    },
  });
  const { requests } = decideCapacity(
    { ...SCALING, indexes: { byEmail: own } },
    view,
    NOTHING_REMEMBERED,
  );
  expect(requests[0]?.changes).toEqual([
    { resource: "byEmail", to: { readUnits: 8, writeUnits: 60 } },
    { resource: "byType", to: { readUnits: 5, writeUnits: 100 } },
  ]);
});
