import { pricesOf, TABLE_RESOURCE } from "@spillway/capacity";
import { expect, test } from "vitest";
import { raisedCosts } from "../../src/costs/raised-costs.ts";
import type { ScalingStep } from "../../src/rules/scaling-decision.ts";
import type { ScalingEvent } from "../../src/state/scaling-store.ts";

const MINUTE = 60_000;
const base = { readUnits: 5, writeUnits: 5 };

const step = (
  to: number,
  access: "read" | "write" = "write",
  resource = TABLE_RESOURCE,
): ScalingStep => ({ resource, access, from: 0, to, reason: "consumption", because: "" });
const event = (minute: number, steps: ScalingStep[], refused?: string): ScalingEvent => ({
  ...{ id: `e${minute}`, table: "orders", atMs: minute * MINUTE, by: "scaler", steps },
  ...(refused === undefined ? {} : { refused }),
});

function costs(history: ScalingEvent[], untilMinute: number) {
  return raisedCosts(history, () => base, untilMinute * MINUTE, pricesOf("us-east-1")).map(
    ({ eventId, unitHours, dollars }) => [eventId, unitHours, Number(dollars.toFixed(6))],
  );
}

test("counts what is above the baseline, from change to change", () => {
  const history = [event(50, [step(5)]), event(20, [step(65)]), event(0, [step(35)])];
  // 30 units for 20 minutes, 60 for 30.
  expect(costs(history, 100)).toEqual([
    ["e0", 10, 0.0065],
    ["e20", 30, 0.0195],
  ]);
});

test.each<[string, ScalingEvent[], unknown[]]>([
  ["what lasts counts until now", [event(0, [step(65)])], [["e0", 60, 0.039]]],
  [
    "a change that was refused changes nothing",
    [event(0, [step(65)]), event(10, [step(5)], "LimitExceededException")],
    [["e0", 60, 0.039]],
  ],
  ["below the baseline is nothing", [event(0, [step(2)])], []],
  ["reads have their own price", [event(0, [step(65, "read")])], [["e0", 60, 0.0078]]],
  [
    "an index counts apart",
    [event(0, [step(65)]), event(30, [step(5, "write", "byDay")])],
    [["e0", 60, 0.039]],
  ],
])("%s", (_, history, expected) => {
  expect(costs(history, 60)).toEqual(expected);
});
