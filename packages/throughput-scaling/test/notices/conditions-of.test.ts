import { type CapacityView, TABLE_RESOURCE } from "@spillway/capacity";
import { expect, test } from "vitest";
import {
  conditionsOf,
  notSteeredCondition,
  type TableFacts,
} from "../../src/notices/conditions-of.ts";
import type { ScalingReason, ScalingStep } from "../../src/rules/scaling-decision.ts";
import type { ScalingEvent } from "../../src/state/scaling-store.ts";

const MINUTE = 60_000;
const NOW = 100_000_000;
const bounds = { base: { readUnits: 5, writeUnits: 5 }, max: { readUnits: 100, writeUnits: 50 } };

const step = (
  from: number,
  to: number,
  reason: ScalingReason = "consumption",
  resource = TABLE_RESOURCE,
): ScalingStep => ({ resource, access: "write", from, to, reason, because: "It is so." });

function viewOf(writeUnits: number, ofIndex = 5): CapacityView {
  const resource = (units: number) => ({
    provisioned: { readUnits: 5, writeUnits: units },
    minutes: [],
  });
  const resources = new Map([
    [TABLE_RESOURCE, resource(writeUnits)],
    ["byDay", resource(ofIndex)],
  ]);
  return { nowMs: NOW, isUpdating: false, resources };
}

const raises = (count: number, everyMs = MINUTE, refused?: string): ScalingEvent[] =>
  Array.from({ length: count }, (_, at) => ({
    ...{ id: `${count - at}`, table: "orders", atMs: NOW - at * everyMs, by: "client" },
    steps: [step(5, 10 + at)],
    ...(refused === undefined ? {} : { refused }),
  }));

function told(facts: Partial<TableFacts>) {
  const scaling = { table: bounds, indexes: {}, scaleUpFactor: 2, scaleDownDelayMs: 600_000 };
  return conditionsOf({
    ...{ table: "orders", scaling, view: viewOf(5), steps: [], hot: [], events: [] },
    ...{ frequentAbove: 3, ...facts },
  });
}
const subjects = (facts: Partial<TableFacts>) => told(facts).map(({ subject }) => subject);

test.each<[string, Partial<TableFacts>, string[]]>([
  ["nothing of a quiet table", {}, []],
  ["nothing of usual raises", { events: raises(3) }, []],
  ["frequent raises", { events: raises(4) }, ["orders: capacity was raised 4 times in an hour"]],
  ["nothing of raises over more than an hour", { events: raises(4, 25 * MINUTE) }, []],
  [
    "one thing of raises that a quota refused",
    { events: raises(4, MINUTE, "LimitExceededException") },
    ["orders: DynamoDB refused to raise its capacity"],
  ],
  [
    "nothing of raises that somebody else's change refused",
    { events: raises(4, MINUTE, "ResourceInUseException") },
    [],
  ],
  [
    "bounds of an index that is not there",
    {
      scaling: {
        ...{ table: bounds, scaleUpFactor: 2, scaleDownDelayMs: 600_000 },
        indexes: { byDay: bounds, byDya: bounds },
      },
    },
    ["orders: there is no index byDya to scale"],
  ],
  [
    "a maximum that is reached now",
    { steps: [step(40, 50)] },
    ["orders: write capacity is at its maximum of 50"],
  ],
  [
    "a maximum that lasts",
    { view: viewOf(50) },
    ["orders: write capacity is at its maximum of 50"],
  ],
  [
    "nothing of a maximum that is left now",
    { view: viewOf(50), steps: [step(50, 5, "quiet")] },
    [],
  ],
  [
    "an index's own maximum",
    { view: viewOf(5, 50) },
    ["orders/byDay: write capacity is at its maximum of 50"],
  ],
  [
    "a hot partition",
    { hot: [{ resource: TABLE_RESOURCE, access: "write" }] },
    ["orders: one key is written too often"],
  ],
])("tells %s", (_, facts, expected) => {
  expect(subjects(facts)).toEqual(expected);
});

test("being at a maximum that is the baseline is told only where more is wanted", () => {
  const fixed = { base: bounds.base, max: bounds.base };
  const scaling = { table: fixed, indexes: {}, scaleUpFactor: 2, scaleDownDelayMs: 0 };
  expect(told({ scaling })).toEqual([]);
  const wanted = told({ scaling, steps: [step(5, 5, "at the maximum")] });
  expect(wanted.map(({ text }) => text)).toEqual([expect.stringContaining("It is so.")]);
});

test("every notice says what to do, and its subject is one that SNS takes", () => {
  const table = "t".repeat(255);
  const all = [
    ...told({
      table,
      events: [...raises(4), ...raises(1, MINUTE, "LimitExceededException")],
      view: viewOf(50),
      hot: [{ resource: "byDay", access: "read" }],
    }),
    ...(["no such table", "on demand", "application auto scaling", "off by tag"] as const).map(
      (why) => notSteeredCondition(table, why),
    ),
  ];
  expect(all).toHaveLength(8);
  for (const { subject, text } of all) {
    expect(subject).toMatch(/^[\x20-\x7e]{1,100}$/);
    expect(text).toContain("What to do: ");
  }
  expect(new Set(all.map(({ key }) => key)).size).toBe(8);
});
