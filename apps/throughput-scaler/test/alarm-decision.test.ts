import { type CapacityView, noDecreases, TABLE_RESOURCE } from "@spillway/capacity";
import type { ScalingDecision, ScalingMemory } from "@spillway/throughput-scaling";
import { expect, test } from "vitest";
import { alarmDecision } from "../src/alarm-decision.ts";

const NOW = 10_000_000;
const scaling = {
  table: { base: { readUnits: 5, writeUnits: 5 }, max: { readUnits: 100, writeUnits: 50 } },
  indexes: {},
  scaleUpFactor: 2,
  scaleDownDelayMs: 600_000,
};
const throttled = [{ resource: TABLE_RESOURCE, access: "write" }] as const;
const NOTHING: ScalingDecision = { requests: [], steps: [] };

/** Minutes by the write units that a second used, and the throttles. */
function decide(
  minutes: readonly (readonly [used: number, throttles: number])[],
  raisedAgoMs?: number,
  decided = NOTHING,
) {
  const view: CapacityView = {
    ...{ nowMs: NOW, isUpdating: false },
    resources: new Map([
      [
        TABLE_RESOURCE,
        {
          provisioned: { readUnits: 5, writeUnits: 20 },
          minutes: minutes.map(([used, writes], at) => ({
            startMs: NOW - (minutes.length - at) * 60_000,
            consumed: { readUnits: 0, writeUnits: used * 60 },
            throttled: { reads: 0, writes },
          })),
        },
      ],
    ]),
  };
  const memory: ScalingMemory = {
    resources:
      raisedAgoMs === undefined
        ? {}
        : { [TABLE_RESOURCE]: { decreases: noDecreases(NOW), raisedAtMs: NOW - raisedAgoMs } },
  };
  const { decision, hot } = alarmDecision(scaling, view, memory, throttled, decided);
  return { to: decision.steps[0]?.to, hot: hot.length };
}

test.each<[string, ReturnType<typeof decide>, ReturnType<typeof decide>]>([
  ["no minutes: the alarm is right", decide([]), { to: 40, hot: 0 }],
  ["minutes that know of no throttle yet", decide([[1, 0]]), { to: 40, hot: 0 }],
  [
    "a minute that was used above the target",
    decide([
      [1, 0],
      [15, 9],
    ]),
    { to: 40, hot: 0 },
  ],
  [
    "throttles with little use: a hot partition",
    decide([
      [2, 9],
      [3, 1],
    ]),
    { to: undefined, hot: 1 },
  ],
  [
    "hot before, and used above the target then",
    decide([
      [2, 9],
      [15, 1],
    ]),
    { to: 40, hot: 0 },
  ],
  ["raised since: it is answered", decide([], 90_000), { to: undefined, hot: 0 }],
  [
    "raised since, by whom the alarm was late for: no hot partition, and no second raise",
    decide(
      [
        [5, 90],
        [5, 3],
        [6, 0],
        [6, 0],
      ],
      150_000,
    ),
    { to: undefined, hot: 0 },
  ],
  [
    "raised, and hot since",
    decide(
      [
        [5, 90],
        [6, 0],
        [3, 9],
      ],
      120_000,
    ),
    { to: undefined, hot: 1 },
  ],
  ["raised, but long before", decide([], 130_000), { to: 40, hot: 0 }],
])("%s", (_, came, expected) => {
  expect(came).toEqual(expected);
});

test("what the minutes ask for goes before the factor", () => {
  const step = { resource: TABLE_RESOURCE, access: "write", from: 20, to: 33 } as const;
  const decided: ScalingDecision = {
    requests: [],
    steps: [{ ...step, reason: "consumption", because: "" }],
  };
  expect(decide([[15, 9]], undefined, decided)).toEqual({ to: 33, hot: 0 });
});
