import { TABLE_RESOURCE } from "@spillway/capacity";
import { ManualClock } from "@spillway/testkit";
import { expect, it } from "vitest";
import { cloudwatchUsage } from "../../src/index.ts";
import { cloudWatchOf, type Put } from "../observed/cloud-watch-of.ts";

const MINUTE_MS = 60_000;
const clock = new ManualClock(100 * MINUTE_MS);

/** A minute of writes to the table: what was consumed, and how many were throttled. */
const writes = (minute: number, consumed: number, throttled: number): Put[] => [
  ["users", "", "ConsumedWriteCapacityUnits", minute * MINUTE_MS, consumed],
  ["users", "", "WriteThrottleEvents", minute * MINUTE_MS, throttled],
];

it.each<[string, readonly Put[], object]>([
  ["nothing where nothing was throttled", [...writes(97, 600, 0), ...writes(98, 600, 0)], {}],
  ["nothing of the first minute with throttles", [...writes(97, 60, 0), ...writes(98, 600, 9)], {}],
  [
    "the most of those that follow",
    [...writes(96, 9_000, 9), ...writes(97, 1_200, 9), ...writes(98, 600, 9)],
    { writeUnits: 20 },
  ],
])("knows %s", async (_, put, known) => {
  const usage = cloudwatchUsage(cloudWatchOf(put), clock);
  expect(await usage("users", TABLE_RESOURCE)).toEqual(known);
});
