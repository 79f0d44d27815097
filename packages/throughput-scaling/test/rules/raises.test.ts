import { describe, it } from "vitest";
import { type Case, decideCase } from "./decision-case.ts";
import { steady } from "./views.ts";

const raises: readonly Case[] = [
  { what: "use below the target", uses: steady(27.5), write: 40 },
  { what: "use at the target", uses: steady(28), write: 40 },
  { what: "one minute above the target", uses: [...steady(27.5), { write: 36 }], write: 40 },
  {
    what: "seven minutes above the target",
    uses: [...steady(27.5), ...steady(36, 7)],
    write: 40,
  },
  {
    what: "eight minutes above the target",
    uses: [...steady(27.5), ...steady(35, 7), { write: 36 }],
    write: 40,
    outcome: [
      50,
      "consumption",
      "35 of 40 write units a second were wanted for 8 minutes (88 %), the target is 70 %: 50 are needed.",
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
      "35 of 40 write units a second were wanted for 8 minutes (88 %), the target is 50 %: 70 are needed.",
    ],
  },
  {
    what: "one minute above the capacity that burst carries",
    uses: [...steady(4.8), { write: 7.5 }],
    write: 7,
  },
  {
    what: "two minutes above the capacity, by more than is saved for the first one",
    uses: [...steady(4.8), ...steady(7.5, 2)],
    write: 7,
    outcome: [
      8,
      "consumption",
      "7.5 of 7 write units a second were wanted for two minutes: 8 are needed.",
    ],
  },
  {
    what: "one minute that takes more than burst has for the next",
    uses: [...steady(0), { write: 25 }],
    outcome: [
      25,
      "consumption",
      "25 of 5 write units a second were used, more than burst carries: 25 are needed.",
    ],
  },
  {
    what: "one minute with throttles",
    uses: [...steady(2), { write: 5, throttledWrites: 540 }],
    outcome: [
      14,
      "consumption",
      "5 of 5 write units a second were used, and 9 requests a second were throttled: 14 are needed.",
    ],
  },
  {
    what: "throttles of a hot partition: little of the capacity was used",
    uses: [...steady(50), ...steady(50, 2).map((use) => ({ ...use, throttledWrites: 5_000 }))],
    write: 72,
  },
  {
    what: "a rise that will pass the capacity before the next raise is in effect",
    uses: [...steady(20), ...[30, 40, 50, 60].map((write) => ({ write }))],
    write: 80,
    outcome: [
      86,
      "consumption",
      "60 of 80 write units a second were wanted, and at this rise 85.7 will be before the next raise is in effect: 86 are needed.",
    ],
  },
  {
    what: "a rise that has ended",
    uses: [...steady(20), ...[30, 40, 50, 60, 60].map((write) => ({ write }))],
    write: 80,
  },
  {
    what: "a jump, which is no rise that goes on",
    uses: [...steady(20), ...steady(60, 2)],
    write: 80,
  },
  { what: "no minute known", uses: [] },
  {
    what: "a need above the maximum",
    uses: steady(900),
    write: 950,
    outcome: [
      1_000,
      "consumption",
      "900 of 950 write units a second were wanted for 8 minutes (95 %), the target is 70 %: 1286 are needed, and 1000 is the maximum that is set.",
    ],
  },
  {
    what: "a need above the maximum at the maximum",
    uses: steady(900),
    write: 1_000,
    outcome: [
      1_000,
      "at the maximum",
      "900 of 1000 write units a second were wanted for 8 minutes (90 %), the target is 70 %: 1286 are needed, and 1000 is the maximum that is set.",
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
      "35 of 40 write units a second were wanted for 8 minutes (88 %), the target is 70 %: 50 are needed. Not now: the table is being updated, and can be changed when it is ACTIVE.",
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
      "At this time 140 write units a second were used in recent weeks, the target is 70 %: 200 are needed.",
    ],
  },
  {
    what: "a use that comes at this time, and no metrics",
    uses: [],
    expected: () => 140,
    outcome: [
      200,
      "predicted",
      "At this time 140 write units a second were used in recent weeks, the target is 70 %: 200 are needed.",
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
      "210 of 200 write units a second were wanted for 8 minutes (105 %), the target is 70 %: 300 are needed.",
    ],
  },
];

describe("a capacity is raised", () => {
  it.each(raises)("$what", decideCase);
});
