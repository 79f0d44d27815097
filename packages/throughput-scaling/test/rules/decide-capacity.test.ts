import { type DecreaseCount, makeDecrease, noDecreases, TABLE_RESOURCE } from "@spillway/capacity";
import { describe, expect, it } from "vitest";
import {
  decideCapacity,
  NOTHING_REMEMBERED,
  type ResourceMemory,
  type ScalingMemory,
  type ScalingReason,
  type TableScaling,
} from "../../src/index.ts";
import { HOUR_MS, MINUTE_MS, NOON_MS, SCALING, steady, type Use, viewOf } from "./views.ts";

/** The table's memory, with `made` decreases half an hour before noon. */
function after(made: number, more: Partial<ResourceMemory> = {}): ScalingMemory {
  let decreases: DecreaseCount = noDecreases(NOON_MS - HOUR_MS);
  for (let at = 0; at < made; at++) {
    decreases = makeDecrease(decreases, NOON_MS - 30 * MINUTE_MS) ?? decreases;
  }
  return { resources: { [TABLE_RESOURCE]: { decreases, ...more } } };
}

interface Case {
  readonly what: string;
  readonly uses: readonly Use[];
  readonly write?: number;
  readonly scaling?: Partial<TableScaling>;
  readonly memory?: ScalingMemory;
  readonly isUpdating?: boolean;
  /** The use that is expected, by how far ahead it is looked, in minutes. */
  readonly expected?: (aheadMinutes: number) => number;
  /** The write units that are set, and why; undefined: nothing is done and nothing is said. */
  readonly outcome?: readonly [to: number, reason: ScalingReason, because: string];
}

const raises: readonly Case[] = [
  { what: "use below the target", uses: steady(27.5), write: 40 },
  { what: "use at the target", uses: steady(28), write: 40 },
  { what: "one minute above the target", uses: [...steady(27.5), { write: 36 }], write: 40 },
  {
    what: "one minute above the capacity that burst carries",
    uses: [...steady(4.8), { write: 7.5 }],
    write: 7,
  },
  { what: "no minute known", uses: [] },
  {
    what: "two minutes above the target",
    uses: [...steady(20), { write: 35 }, { write: 36 }],
    write: 40,
    outcome: [
      50,
      "consumption",
      "35 of 40 write units a second were used for two minutes (88 %), the target is 70 %: 50 are needed.",
    ],
  },
  {
    what: "a target of its own",
    uses: steady(35),
    write: 40,
    scaling: { targetShare: 0.5 },
    outcome: [
      70,
      "consumption",
      "35 of 40 write units a second were used for two minutes (88 %), the target is 50 %: 70 are needed.",
    ],
  },
  {
    what: "one minute that takes more than burst has for the next",
    uses: [...steady(0), { write: 25 }],
    outcome: [
      36,
      "consumption",
      "25 of 5 write units a second were used (500 %), the target is 70 %: 36 are needed.",
    ],
  },
  {
    what: "one minute with throttles",
    uses: [...steady(2), { write: 5, throttledWrites: 540 }],
    outcome: [
      20,
      "consumption",
      "5 of 5 write units a second were used (100 %) and 9 requests a second were throttled, the target is 70 %: 20 are needed.",
    ],
  },
  {
    what: "throttles of a hot partition: little of the capacity was used",
    uses: [
      ...steady(50),
      { write: 50, throttledWrites: 5_000 },
      { write: 50, throttledWrites: 5_000 },
    ],
    write: 72,
  },
  {
    what: "a rise that will pass the capacity before the next look",
    uses: [...steady(20), { write: 20 }, { write: 36 }, { write: 55 }],
    write: 80,
    outcome: [
      95,
      "consumption",
      "55 of 80 write units a second were wanted, and at this rise 95 will be at the next look: 95 are needed.",
    ],
  },
  {
    what: "a need above the maximum",
    uses: steady(900),
    write: 950,
    outcome: [
      1_000,
      "consumption",
      "900 of 950 write units a second were used for two minutes (95 %), the target is 70 %: 1286 are needed, and 1000 is the maximum that is set.",
    ],
  },
  {
    what: "a need above the maximum at the maximum",
    uses: steady(900),
    write: 1_000,
    outcome: [
      1_000,
      "at the maximum",
      "900 of 1000 write units a second were used for two minutes (90 %), the target is 70 %: 1286 are needed, and 1000 is the maximum that is set.",
    ],
  },
  {
    what: "a raise while the table is updating",
    uses: steady(35),
    write: 40,
    isUpdating: true,
    outcome: [
      40,
      "table updating",
      "35 of 40 write units a second were used for two minutes (88 %), the target is 70 %: 50 are needed. Not now: the table is being updated, and can be changed when it is ACTIVE.",
    ],
  },
  {
    what: "less than the baseline",
    uses: steady(0),
    write: 3,
    outcome: [5, "baseline changed", "3 write units a second are below the baseline of 5."],
  },
  {
    what: "less than the baseline, and no metrics",
    uses: [],
    write: 3,
    outcome: [5, "baseline changed", "3 write units a second are below the baseline of 5."],
  },
  {
    what: "a use that comes at this time",
    uses: steady(3),
    expected: () => 140,
    outcome: [
      200,
      "predicted",
      "At this time 140 write units a second were used in recent weeks: 200 are needed.",
    ],
  },
  {
    what: "a use that comes at this time, and a higher one now",
    uses: steady(210),
    write: 200,
    expected: () => 140,
    outcome: [
      300,
      "consumption",
      "210 of 200 write units a second were used for two minutes (105 %), the target is 70 %: 300 are needed.",
    ],
  },
];

const quiet =
  "2 write units a second were the most in 10 minutes: 5 of 100 are enough, and the baseline is 5.";

const decreases: readonly Case[] = [
  { what: "quiet", uses: steady(2), write: 100, outcome: [5, "quiet", quiet] },
  { what: "quiet for a minute too short", uses: [...steady(70), ...steady(2, 9)], write: 100 },
  {
    what: "quiet as far as it was not raised in the delay",
    uses: steady(2),
    write: 100,
    memory: after(0, { raisedAtMs: NOON_MS - 9 * MINUTE_MS }),
  },
  { what: "fewer minutes than the delay", uses: steady(2, 9), write: 100 },
  {
    what: "a delay of seconds: the last minute counts",
    uses: steady(2, 1),
    write: 100,
    scaling: { scaleDownDelayMs: 6_000 },
    outcome: [
      5,
      "quiet",
      "2 write units a second were the most in a minute: 5 of 100 are enough, and the baseline is 5.",
    ],
  },
  {
    what: "less use than before",
    uses: steady(21),
    write: 100,
    outcome: [
      30,
      "quiet",
      "21 write units a second were the most in 10 minutes: 30 of 100 are enough, and the baseline is 5.",
    ],
  },
  {
    what: "a small saving with all decreases left",
    uses: steady(66),
    write: 100,
    outcome: [
      100,
      "decreases kept",
      "66 write units a second were the most in 10 minutes: 95 of 100 are enough, and the baseline is 5. It would save about 5 unit-hours; the 4 decreases that are left are kept for one that saves 5.9.",
    ],
  },
  {
    what: "half of what is above the baseline, with the last decrease",
    uses: steady(36),
    write: 100,
    memory: after(3),
    outcome: [
      52,
      "quiet",
      "36 write units a second were the most in 10 minutes: 52 of 100 are enough, and the baseline is 5.",
    ],
  },
  {
    what: "less than half, with the last decrease",
    uses: steady(37),
    write: 100,
    memory: after(3),
    outcome: [
      100,
      "decreases kept",
      "37 write units a second were the most in 10 minutes: 53 of 100 are enough, and the baseline is 5. It would save about 47 unit-hours; the 1 decrease that is left is kept for one that saves 47.5.",
    ],
  },
  {
    what: "all of a small raise, with the last decrease, after a large one in the week",
    uses: steady(2),
    write: 100,
    memory: after(3, {
      highest: { readUnits: 5, writeUnits: 1_000, atMs: NOON_MS - 48 * HOUR_MS },
    }),
    outcome: [
      100,
      "decreases kept",
      `${quiet} It would save about 95 unit-hours; the 1 decrease that is left is kept for one that saves 497.5.`,
    ],
  },
  {
    what: "a small saving where decreases are not counted, though four were made",
    uses: steady(66),
    write: 100,
    scaling: { decreaseRule: "unlimited" },
    memory: after(4),
    outcome: [
      95,
      "quiet",
      "66 write units a second were the most in 10 minutes: 95 of 100 are enough, and the baseline is 5.",
    ],
  },
  {
    what: "no decrease left",
    uses: steady(2),
    write: 100,
    memory: after(4),
    outcome: [
      100,
      "decreases used up",
      `${quiet} No decrease is left; the next one can be made at 12:30 UTC, then 5 are to be set.`,
    ],
  },
  {
    what: "a time that DynamoDB named",
    uses: steady(2),
    write: 100,
    memory: after(0, { noDecreaseBeforeMs: NOON_MS + 20 * MINUTE_MS }),
    outcome: [
      100,
      "decreases used up",
      `${quiet} No decrease is left; the next one can be made at 12:20 UTC, then 5 are to be set.`,
    ],
  },
  {
    what: "a time that DynamoDB named and that has come",
    uses: steady(2),
    write: 100,
    memory: after(0, { noDecreaseBeforeMs: NOON_MS }),
    outcome: [5, "quiet", quiet],
  },
  {
    what: "a baseline that was lowered, with the last decrease",
    uses: steady(2),
    write: 6,
    memory: after(3, {
      base: { readUnits: 5, writeUnits: 6 },
      highest: { readUnits: 5, writeUnits: 1_000, atMs: NOON_MS - 48 * HOUR_MS },
    }),
    outcome: [
      5,
      "baseline changed",
      "2 write units a second were the most in 10 minutes: 5 of 6 are enough, and the baseline is 5.",
    ],
  },
  {
    what: "a maximum that was lowered, in full use",
    uses: steady(1_000),
    write: 1_500,
    outcome: [
      1_000,
      "maximum changed",
      "1500 write units a second are above the maximum of 1000 that is set.",
    ],
  },
  {
    what: "quiet before a use that is expected within two minutes",
    uses: steady(2),
    write: 100,
    expected: () => 70,
  },
  {
    what: "quiet before a use that is expected within the hour, with the last decrease",
    uses: steady(2),
    write: 100,
    memory: after(3),
    expected: (minutes) => (minutes > 25 ? 70 : 0),
    outcome: [
      100,
      "decreases kept",
      `${quiet} It would save about 23.8 unit-hours; the 1 decrease that is left is kept for one that saves 47.5.`,
    ],
  },
];

describe.each([
  ["raises", raises],
  ["decreases", decreases],
])("the decision from minutes of metrics: %s", (_, cases) => {
  it.each(cases)("$what", ({ uses, write = 5, scaling, memory, isUpdating, expected, outcome }) => {
    const view = viewOf(uses, {
      provisioned: { writeUnits: write },
      ...(isUpdating !== undefined && { isUpdating }),
    });
    const decision = decideCapacity(
      { ...SCALING, ...scaling },
      view,
      memory ?? NOTHING_REMEMBERED,
      expected &&
        ((_, access, aheadMs) => (access === "write" ? expected(aheadMs / MINUTE_MS) : 0)),
    );
    const [to, reason, because] = outcome ?? [];
    expect(decision.steps).toEqual(
      outcome === undefined
        ? []
        : [{ resource: TABLE_RESOURCE, access: "write", from: write, to, reason, because }],
    );
    expect(decision.requests).toEqual(
      to === undefined || to === write
        ? []
        : [{ changes: [{ resource: TABLE_RESOURCE, to: { readUnits: 5, writeUnits: to } }] }],
    );
  });
});
