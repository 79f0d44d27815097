import { describe, expect, it } from "vitest";
import { type TrackedCapacity, type TrackedState, trackTarget } from "../../src/index.ts";

const tracked: TrackedCapacity = { min: 5, max: 1_000, targetPercent: 70, scaleInCooldownMs: 0 };
/** Minutes in which so many units a second were consumed. */
const minutes = (...perSecond: number[]) => perSecond.map((units) => units * 60);
const times = (count: number, perSecond: number) => Array.from({ length: count }, () => perSecond);
const state = (consumed: readonly number[]): TrackedState => ({
  nowMs: 0,
  provisioned: 100,
  part: "writeUnits",
  minutes: consumed.map((writeUnits, minute) => ({
    startMs: minute * 60_000,
    consumed: { readUnits: 0, writeUnits },
    throttled: { reads: 0, writes: 0 },
  })),
});
const wanted = (consumed: readonly number[], more: Partial<TrackedCapacity> = {}) =>
  trackTarget({ ...tracked, ...more }, state(consumed));

describe("an increase", () => {
  it("comes after two minutes in a row above the target, and brings the use back to it", () => {
    expect(wanted(minutes(90, 90))).toBe(129); // 90 / 0.7 = 128.6
    expect(wanted(minutes(71, 84))).toBe(120);
    expect(wanted(minutes(84, 71))).toBe(102);
  });

  it("does not come after one minute, nor where a minute between is not above", () => {
    expect(wanted(minutes(90))).toBeUndefined();
    expect(wanted(minutes(90, 70))).toBeUndefined();
    expect(wanted(minutes(500, 69, 500))).toBeUndefined();
  });

  it("is held to the maximum", () => {
    expect(wanted(minutes(90, 90), { max: 110 })).toBe(110);
    expect(wanted(minutes(90, 90), { max: 100 })).toBeUndefined();
  });
});

describe("a decrease", () => {
  it("comes after fifteen minutes in a row of 20 percent and more below the target", () => {
    expect(wanted(minutes(...times(15, 49)))).toBe(70);
    expect(wanted(minutes(...times(14, 49)))).toBeUndefined();
    expect(wanted(minutes(...times(15, 50)))).toBeUndefined();
    expect(wanted(minutes(...times(7, 49), 51, ...times(7, 49)))).toBeUndefined();
  });

  it("leaves room for the busiest of the fifteen", () => {
    expect(wanted(minutes(42, ...times(14, 7)))).toBe(60);
  });

  it("is held to the minimum", () => {
    expect(wanted(minutes(...times(15, 1)))).toBe(5);
    expect(wanted(minutes(...times(15, 1)), { min: 100 })).toBeUndefined();
  });

  it("does not come where nothing is consumed: no use is no data point", () => {
    expect(wanted(minutes(...times(15, 0)))).toBeUndefined();
    expect(wanted(minutes(...times(14, 10), 0))).toBeUndefined();
  });

  it("waits for the cool-down after the one before", () => {
    const quiet = { ...state(minutes(...times(15, 10))), nowMs: 3_600_000 };
    const cooling = { ...tracked, scaleInCooldownMs: 3_600_000 };
    expect(trackTarget(cooling, { ...quiet, lastScaleInMs: 1 })).toBeUndefined();
    expect(trackTarget(cooling, { ...quiet, lastScaleInMs: 0 })).toBe(15);
  });
});
