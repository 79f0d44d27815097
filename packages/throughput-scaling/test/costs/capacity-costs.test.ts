import { pricesOf, TABLE_RESOURCE } from "@spillway/capacity";
import { expect, test } from "vitest";
import { capacityCosts } from "../../src/costs/capacity-costs.ts";
import { readUsage } from "../../src/observed/read-usage.ts";
import { cloudWatchOf, type Put } from "../observed/cloud-watch-of.ts";

const FIVE = 300_000;
const base = { readUnits: 10, writeUnits: 10 };
const span = { fromMs: 0, untilMs: 24 * FIVE };

async function costs(put: readonly Put[], resources: string[] = [TABLE_RESOURCE]) {
  const usage = await readUsage(cloudWatchOf(put), "orders", resources, span, () => base);
  return capacityCosts(usage, () => base, pricesOf("us-east-1"));
}

test("two hours at the baseline, unused", async () => {
  expect(await costs([])).toEqual({
    // 20 write-unit-hours and 20 read-unit-hours
    ...{ provisioned: expect.closeTo(20 * 0.00065 + 20 * 0.00013, 10), raised: 0, onDemand: 0 },
    raisedUnitHours: { readUnits: 0, writeUnits: 0 },
  });
});

test("a raise of ten minutes is billed for its hour, and told as long as it was", async () => {
  const of = (metric: string, period: number, value: number, index = ""): Put => [
    ...(["orders", index, metric, period * FIVE, value] as const),
  ];
  const put = [
    of("ProvisionedWriteCapacityUnits", 0, 10),
    of("ProvisionedWriteCapacityUnits", 3, 130),
    of("ProvisionedWriteCapacityUnits", 5, 10),
    of("ConsumedWriteCapacityUnits", 3, 30_000),
    of("ConsumedWriteCapacityUnits", 4, 10_000),
    of("ConsumedReadCapacityUnits", 4, 8_000, "byDay"),
  ];
  const { provisioned, raised, onDemand, raisedUnitHours } = await costs(put, [
    TABLE_RESOURCE,
    "byDay",
  ]);
  expect(raisedUnitHours).toEqual({ readUnits: 0, writeUnits: 20 });
  expect(raised).toBeCloseTo(120 * 0.00065, 10);
  // The table: 130 and 10 write units in its two hours; 10 reads in each. The index: 10 and 10.
  expect(provisioned).toBeCloseTo(140 * 0.00065 + 20 * 0.00013 + 20 * 0.00078, 10);
  expect(onDemand).toBeCloseTo(40_000 * 0.625e-6 + 8_000 * 0.125e-6, 10);
});
