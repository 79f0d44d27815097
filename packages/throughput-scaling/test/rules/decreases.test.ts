import { noDecreases, TABLE_RESOURCE } from "@spillway/capacity";
import { describe, it } from "vitest";
import { after, type Case, decideCase, MIDNIGHT_MS } from "./decision-case.ts";
import { HOUR_MS, MINUTE_MS, NOON_MS, steady } from "./views.ts";

const QUIET =
  "The last 10 minutes needed 2.9 of 100 write units a second: 5 are enough, the baseline is 5.";
const needed = (units: number, to: number) =>
  `The last 10 minutes needed ${units} of 100 write units a second: ${to} are enough, the baseline is 5.`;
const keptFor = (saved: number, left: string, price: number) =>
  `It would save about ${saved} unit-hours; the ${left} kept for one that saves ${price}.`;
/** A raise to 1,000 in the last day. */
const HIGH = { readUnits: 5, writeUnits: 1_000, atMs: NOON_MS - 20 * HOUR_MS };

const decreases: readonly Case[] = [
  { what: "quiet", uses: steady(2), write: 100, outcome: [5, "quiet", QUIET] },
  { what: "quiet for a minute too short", uses: [...steady(70), ...steady(2, 9)], write: 100 },
  {
    what: "one high minute in the delay",
    uses: [...steady(2), { write: 50 }, ...steady(2, 5)],
    write: 100,
    outcome: [5, "quiet", QUIET],
  },
  {
    what: "not quiet any more: what began in the last two minutes may last",
    uses: [...steady(2, 8), ...steady(70, 2)],
    write: 100,
  },
  {
    what: "raised within the delay",
    uses: steady(2),
    write: 100,
    memory: after(0, { raisedAtMs: NOON_MS - 9 * MINUTE_MS }),
  },
  {
    what: "raised before the delay",
    uses: steady(2),
    write: 100,
    memory: after(0, { raisedAtMs: NOON_MS - 10 * MINUTE_MS }),
    outcome: [5, "quiet", QUIET],
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
      "The last minute needed 2.9 of 100 write units a second: 5 are enough, the baseline is 5.",
    ],
  },
  {
    what: "less use than before",
    uses: steady(21),
    write: 100,
    outcome: [30, "quiet", needed(30, 30)],
  },
  { what: "less use than before, by less than a twentieth", uses: steady(66.6), write: 100 },
  {
    what: "a small saving that will not last, with all decreases left",
    uses: steady(66),
    write: 100,
    memory: after(0, { raisedAtMs: NOON_MS - 15 * MINUTE_MS }),
    outcome: [
      100,
      "decreases kept",
      `${needed(94.3, 95)} ${keptFor(1.3, "4 decreases that are left are", 3)}`,
    ],
  },
  {
    what: "all of a small raise after a large one, with all decreases left",
    uses: steady(2),
    write: 6,
    memory: after(0, { highest: HIGH }),
    outcome: [
      5,
      "quiet",
      "The last 10 minutes needed 2.9 of 6 write units a second: 5 are enough, the baseline is 5.",
    ],
  },
  {
    what: "a quarter of what is above the baseline, with the last decrease",
    uses: steady(53.2),
    write: 100,
    memory: after(3),
    outcome: [76, "quiet", needed(76, 76)],
  },
  {
    what: "less than a quarter, with the last decrease",
    uses: steady(53.9),
    write: 100,
    memory: after(3),
    outcome: [
      100,
      "decreases kept",
      `${needed(77, 77)} ${keptFor(23, "1 decrease that is left is", 23.8)}`,
    ],
  },
  {
    what: "all of a small raise after a large one, with the last decrease",
    uses: steady(2),
    write: 100,
    memory: after(3, { highest: HIGH }),
    outcome: [
      100,
      "decreases kept",
      `${QUIET} ${keptFor(95, "1 decrease that is left is", 248.8)}`,
    ],
  },
  {
    what: "the same five minutes before midnight UTC, when four come back",
    nowMs: MIDNIGHT_MS - 5 * MINUTE_MS,
    uses: steady(2),
    write: 100,
    memory: {
      resources: {
        [TABLE_RESOURCE]: {
          decreases: { ...noDecreases(MIDNIGHT_MS - HOUR_MS), left: 1 },
          highest: HIGH,
        },
      },
    },
    outcome: [5, "quiet", QUIET],
  },
  {
    what: "a saving that will not last: it was raised 14 minutes ago, and will be again",
    uses: steady(2),
    write: 100,
    memory: after(3, { raisedAtMs: NOON_MS - 14 * MINUTE_MS }),
    outcome: [
      100,
      "decreases kept",
      `${QUIET} ${keptFor(22.2, "1 decrease that is left is", 23.8)}`,
    ],
  },
  {
    what: "a small saving where decreases are not counted, though four were made",
    uses: steady(66),
    write: 100,
    scaling: { decreaseRule: "unlimited" },
    memory: after(4),
    outcome: [95, "quiet", needed(94.3, 95)],
  },
  {
    what: "no decrease left",
    uses: steady(2),
    write: 100,
    memory: after(4),
    outcome: [
      100,
      "decreases used up",
      `${QUIET} No decrease is left; the next one can be made at 12:30 UTC, then 5 are to be set.`,
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
      `${QUIET} No decrease is left; the next one can be made at 12:20 UTC, then 5 are to be set.`,
    ],
  },
  {
    what: "a time that DynamoDB named and that has come",
    uses: steady(2),
    write: 100,
    memory: after(0, { noDecreaseBeforeMs: NOON_MS }),
    outcome: [5, "quiet", QUIET],
  },
  {
    what: "a baseline that was lowered, with the last decrease",
    uses: steady(2),
    write: 6,
    memory: after(3, { base: { readUnits: 5, writeUnits: 6 }, highest: HIGH }),
    outcome: [
      5,
      "baseline changed",
      "The last 10 minutes needed 2.9 of 6 write units a second: 5 are enough, the baseline is 5.",
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
    what: "quiet before a use that is expected within a quarter of an hour, with the last decrease",
    uses: steady(2),
    write: 100,
    memory: after(3),
    expected: (minutes) => (minutes > 10 ? 70 : 0),
    outcome: [100, "decreases kept", `${QUIET} ${keptFor(0, "1 decrease that is left is", 23.8)}`],
  },
];

describe("a capacity is lowered", () => {
  it.each(decreases)("$what", decideCase);
});
