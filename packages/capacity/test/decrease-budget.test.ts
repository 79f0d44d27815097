import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type DecreaseCount,
  type DecreaseRule,
  decreasesLeft,
  makeDecrease,
  nextDecreaseAt,
  noDecreases,
} from "../src/index.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const midnight = Date.UTC(2026, 0, 5);

/** As many decreases as can be had, one wanted each `everyMs`. @returns when each was made */
function wanted(everyMs: number, forMs: number, rule?: DecreaseRule): number[] {
  const made: number[] = [];
  let count: DecreaseCount = noDecreases(midnight);
  for (let at = midnight; at < midnight + forMs; at += everyMs) {
    const after = makeDecrease(count, at, rule);
    if (after === undefined) continue;
    made.push(at - midnight);
    count = after;
  }
  return made;
}

describe("decreases", () => {
  it.each([
    ["four and one an hour", 27],
    ["four, then hourly", 27],
  ] as const)("by %s are %d a UTC day at most", (rule, most) => {
    expect(wanted(60_000, DAY_MS, rule)).toHaveLength(most);
    expect(wanted(60_000, 3 * DAY_MS, rule)).toHaveLength(3 * most);
  });

  it("are four at once, then one with each hour", () => {
    expect(wanted(60_000, 3 * HOUR_MS)).toEqual([
      0,
      60_000,
      120_000,
      180_000,
      HOUR_MS,
      2 * HOUR_MS,
    ]);
  });

  it("of an older account come back an hour after the last one", () => {
    expect(wanted(60_000, 3 * HOUR_MS, "four, then hourly")).toEqual([
      ...[0, 60_000, 120_000, 180_000],
      ...[180_000 + HOUR_MS, 180_000 + 2 * HOUR_MS],
    ]);
  });

  it("that were not made are never more than four", () => {
    expect(decreasesLeft(noDecreases(midnight), midnight + 20 * HOUR_MS)).toBe(4);
  });

  it("are four again when the next UTC day begins", () => {
    let count = noDecreases(midnight + 23.5 * HOUR_MS);
    for (let made = 0; made < 4; made += 1) {
      count = makeDecrease(count, midnight + 23.5 * HOUR_MS) ?? count;
    }
    expect(nextDecreaseAt(count, midnight + 23.75 * HOUR_MS)).toBe(midnight + DAY_MS);
    expect(decreasesLeft(count, midnight + DAY_MS)).toBe(4);
  });

  it("can be made when it was said that the next one can, and not a millisecond before", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 5 * HOUR_MS }), { maxLength: 60 }),
        fc.constantFrom<DecreaseRule>("four and one an hour", "four, then hourly"),
        (pauses, rule) => {
          let count = noDecreases(midnight);
          let nowMs = midnight;
          for (const pause of pauses) {
            nowMs += pause;
            const next = nextDecreaseAt(count, nowMs, rule);
            expect(makeDecrease(count, next, rule)).toBeDefined();
            if (next > nowMs) expect(makeDecrease(count, next - 1, rule)).toBeUndefined();
            count = makeDecrease(count, nowMs, rule) ?? count;
          }
        },
      ),
    );
  });
});
