import { TABLE_RESOURCE } from "@spillway/capacity";
import { decideCapacity, minutesNeeded, readMinutes } from "@spillway/throughput-scaling";
import { expect, test } from "vitest";
import { readScalerSettings } from "../src/settings.ts";

const ENV = { AWS_REGION: "us-east-1", SCALING_STATE_TABLE: "scaling" };
const tables = (scaled: unknown) => ({ ...ENV, SCALED_TABLES: JSON.stringify(scaled) });

test("a table takes what it leaves out from the common bounds, an index from its table", () => {
  const settings = readScalerSettings({
    ...tables({
      orders: {
        base: { write: 20 },
        max: { write: 400 },
        indexes: { byDay: { max: { write: 100 } } },
      },
      users: {},
    }),
    DYNAMODB_SCALE_DOWN_DELAY_MINUTES: "0.1",
    SCALING_TARGET_PERCENT: "50",
  });
  expect(settings.tables.get("orders")).toEqual({
    table: {
      base: { readUnits: 5, writeUnits: 20 },
      max: { readUnits: 100, writeUnits: 400 },
    },
    indexes: {
      byDay: {
        base: { readUnits: 5, writeUnits: 20 },
        max: { readUnits: 100, writeUnits: 100 },
      },
    },
    scaleUpFactor: 2,
    scaleDownDelayMs: 6_000,
    targetShare: 0.5,
    decreaseRule: "four and one an hour",
  });
  expect(settings.tables.get("users")?.table.max.writeUnits).toBe(50);
});

test("with the latest metrics that are allowed, a quiet table is lowered at every second", async () => {
  const late = (METRIC_DELAY_SECONDS: string) =>
    readScalerSettings({ ...tables({ orders: {} }), METRIC_DELAY_SECONDS });
  expect(() => late("241")).toThrow("METRIC_DELAY_SECONDS");
  const settings = late("240");
  const scaling = settings.tables.get("orders");
  if (scaling === undefined) throw new Error("expected the table's settings");
  for (let second = 0; second < 60; second += 1) {
    const nowMs = Date.UTC(2026, 2, 4, 12) + second * 1_000;
    const none = async () => ({});
    const read = await readMinutes(none, new Map([["orders", [TABLE_RESOURCE]]]), {
      ...{ nowMs, minutes: minutesNeeded(scaling) },
      lateMs: settings.METRIC_DELAY_SECONDS * 1_000,
    });
    const minutes = read.get("orders")?.get(TABLE_RESOURCE) ?? [];
    const raised = { provisioned: { readUnits: 5, writeUnits: 50 }, minutes };
    const resources = new Map([[TABLE_RESOURCE, raised]]);
    const view = { nowMs, isUpdating: false, resources };
    const { requests } = decideCapacity(scaling, view, { resources: {} });
    expect(requests[0]?.changes[0]?.to).toEqual({ readUnits: 5, writeUnits: 5 });
  }
});

test.each([
  ["no JSON", "{", /expected JSON, such as/],
  ["no table", "{}", /expected one table at least/],
  ["a base above its max", '{"a":{"base":{"write":60}}}', /table "a" .*came write 60 and 50/],
  [
    "an index whose base is above its max",
    '{"a":{"base":{"read":9},"indexes":{"i":{"max":{"read":8}}}}}',
    /index "i" of table "a" .*came read 9 and 8/,
  ],
])("refuses SCALED_TABLES with %s", (_, SCALED_TABLES, problem) => {
  expect(() => readScalerSettings({ ...ENV, SCALED_TABLES })).toThrow(problem);
});
