import fc from "fast-check";
import { expect, test } from "vitest";
import type { Condition } from "../../src/notices/condition.ts";
import { type Told, tellOnce } from "../../src/notices/tell-once.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const condition = (key: string): Condition => ({ key, subject: key, text: key, tellBy: "topic" });

/** Which of "a" is told, where it holds at some of the hours and not at the others. */
function toldAt(hours: readonly (readonly [hour: number, holds: boolean])[], repeatMs = DAY) {
  let told: Told = {};
  return hours
    .filter(([hour, holds]) => {
      const answer = tellOnce(holds ? [condition("a")] : [], told, hour * HOUR, repeatMs);
      told = answer.told;
      return answer.now.length > 0;
    })
    .map(([hour]) => hour);
}

test.each<[string, [number, boolean][], number[]]>([
  [
    "once while it lasts",
    [
      [0, true],
      [0.1, true],
      [5, true],
      [23.9, true],
    ],
    [0],
  ],
  [
    "again after a day",
    [
      [0, true],
      [12, true],
      [24, true],
      [30, true],
      [48, true],
    ],
    [0, 24, 48],
  ],
  [
    "anew when it comes back",
    [
      [0, true],
      [2, false],
      [3, true],
    ],
    [0, 3],
  ],
  [
    "not twice within an hour, though it ended",
    [
      [0, true],
      [0.2, false],
      [0.4, true],
      [0.9, true],
    ],
    [0],
  ],
  [
    "an ending within the hour is forgotten",
    [
      [0, true],
      [0.2, false],
      [0.4, true],
      [2, true],
    ],
    [0],
  ],
])("is told %s", (_, hours, expected) => {
  expect(toldAt(hours)).toEqual(expected);
});

test("each condition apart, and nothing is to be kept where nothing is new", () => {
  const first = tellOnce([condition("a")], {}, 0, DAY);
  const second = tellOnce([condition("a"), condition("b")], first.told, HOUR / 2, DAY);
  expect(second.now.map(({ key }) => key)).toEqual(["b"]);
  const third = tellOnce([condition("a"), condition("b")], second.told, HOUR, DAY);
  expect(third.now).toEqual([]);
  expect(third.told).toBe(second.told);
});

test("whatever comes and goes, there is an hour at least between two notices of one condition", () => {
  const looks = fc.array(fc.tuple(fc.integer({ min: 1, max: 90 }), fc.boolean()), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(looks, (steps) => {
      let minutes = 0;
      const hours = steps.map(([later, holds]): [number, boolean] => {
        minutes += later;
        return [minutes / 60, holds];
      });
      const told = toldAt(hours, HOUR);
      told.slice(1).forEach((hour, at) => {
        expect(hour - (told[at] ?? 0)).toBeGreaterThanOrEqual(1 - 1e-9);
      });
    }),
  );
});
