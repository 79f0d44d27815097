import { TABLE_RESOURCE } from "@spillway/capacity";
import { expect, test } from "vitest";
import { readMinutes } from "../../src/observed/read-minutes.ts";
import { cloudWatchOf, type Put } from "./cloud-watch-of.ts";

const MINUTE = 60_000;
const NOW = 100 * MINUTE + 30_000;

const writes = "ConsumedWriteCapacityUnits";
const orders = new Map([["orders", [TABLE_RESOURCE, "byDay"]]]);
const inMinute = (minute: number, value = 1, table = "orders", index = ""): Put => [
  table,
  index,
  writes,
  minute * MINUTE,
  value,
];

test("gives whole minutes, a gap as zeros, each index its own", async () => {
  const cloudWatch = cloudWatchOf([
    inMinute(96, 300),
    inMinute(98, 60),
    ["orders", "", "WriteThrottleEvents", 98 * MINUTE, 7],
    inMinute(99, 10, "orders", "byDay"),
    ["orders", "", "ConsumedReadCapacityUnits", 99 * MINUTE, 4],
    inMinute(97, 9, "other"),
  ]);
  const minutes = await readMinutes(cloudWatch, orders, { nowMs: NOW, minutes: 4, lateMs: 0 });
  expect([...minutes.keys()]).toEqual(["orders"]);
  const of = (resource: string) =>
    minutes
      .get("orders")
      ?.get(resource)
      ?.map(({ startMs, consumed, throttled }) => [
        startMs / MINUTE,
        consumed.readUnits,
        consumed.writeUnits,
        throttled.writes,
      ]);
  expect(of(TABLE_RESOURCE)).toEqual([
    [96, 0, 300, 0],
    [97, 0, 0, 0],
    [98, 0, 60, 7],
    [99, 4, 0, 0],
  ]);
  expect(of("byDay")?.at(-1)).toEqual([99, 0, 10, 0]);
});

test.each<[string, readonly Put[], number]>([
  ["nothing has come: until it is late", [], 96],
  ["something has come of the last minute", [inMinute(99)], 99],
  ["an index tells for its table", [inMinute(98, 1, "orders", "byDay")], 98],
  ["what has come of another table says nothing", [inMinute(99, 1, "other")], 96],
  ["the minute that is not over is left out", [inMinute(99), inMinute(100)], 99],
])("knows of the youngest minutes: %s", async (_, put, youngest) => {
  const minutes = await readMinutes(cloudWatchOf(put), orders, { nowMs: NOW, minutes: 5 });
  const own = minutes.get("orders")?.get(TABLE_RESOURCE) ?? [];
  expect(own.at(-1)?.startMs).toBe(youngest * MINUTE);
  expect(own.length).toBeGreaterThanOrEqual(5);
});

test("takes shorter periods for minutes in which it went on so", async () => {
  const put: readonly Put[] = [
    ["orders", "", writes, NOW - 15_000, 200],
    ["orders", "", "WriteThrottleEvents", NOW - 15_000, 3],
  ];
  const span = { nowMs: NOW, minutes: 3, lateMs: 0, periodSeconds: 5 } as const;
  const minutes = await readMinutes(cloudWatchOf(put), orders, span);
  const told = minutes
    .get("orders")
    ?.get(TABLE_RESOURCE)
    ?.map(({ startMs, consumed, throttled }) => [
      startMs - NOW,
      consumed.writeUnits / 60,
      throttled.writes,
    ]);
  expect(told).toEqual([
    [-15_000, 40, 36],
    [-10_000, 0, 0],
    [-5_000, 0, 0],
  ]);
});
