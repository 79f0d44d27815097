import type { MetricDataInput } from "@spillway/aws";
import { TABLE_RESOURCE } from "@spillway/capacity";
import { expect, test } from "vitest";
import { readWeeks } from "../../src/observed/read-weeks.ts";
import { predictedNeed } from "../../src/prediction/use-shape.ts";
import { cloudWatchOf, type Put } from "./cloud-watch-of.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 2, 30, 12, 1);

test("learns what comes at the same time each day, of each resource", async () => {
  const put: Put[] = [];
  for (let day = 1; day <= 28; day += 1) {
    const at = Date.UTC(2026, 2, 30) - day * DAY + 9 * HOUR;
    put.push(["orders", "byDay", "ConsumedWriteCapacityUnits", at, 300 * 40]);
  }
  const shapes = await readWeeks(cloudWatchOf(put), "orders", [TABLE_RESOURCE, "byDay"], {
    nowMs: NOW,
  });
  const nine = Date.UTC(2026, 2, 31, 9);
  const need = (resource: string) => {
    const shape = shapes[resource]?.write;
    return shape && predictedNeed(shape, nine, 60_000);
  };
  expect(need("byDay")).toBeCloseTo(40, 0);
  expect(need(TABLE_RESOURCE)).toBe(0);
});

test("asks for four weeks at the most, and not for the time before there was a table", async () => {
  const asked: MetricDataInput[] = [];
  const cloudWatch = async (input: MetricDataInput) => {
    asked.push(input);
    return {};
  };
  await readWeeks(cloudWatch, "orders", [TABLE_RESOURCE], { nowMs: NOW });
  await readWeeks(cloudWatch, "orders", [TABLE_RESOURCE], { nowMs: NOW, sinceMs: NOW - 2 * HOUR });
  await readWeeks(cloudWatch, "orders", [TABLE_RESOURCE], { nowMs: NOW, sinceMs: NOW - 1_000 });
  expect(
    asked.map(({ StartTime, EndTime }) => (EndTime.getTime() - StartTime.getTime()) / HOUR),
  ).toEqual([28 * 24, expect.closeTo(2, 0)]);
});
