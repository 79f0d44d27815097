import { describe, expect, it } from "vitest";
import { writesOf } from "../src/strategies/load-needs.ts";
import { patternOf } from "./plan-requests.ts";

const busiestMinute = (writes: readonly number[], stepSeconds = 1) =>
  writesOf(patternOf(writes, { stepSeconds })).busiestMinute;

describe("the mean of the busiest minute", () => {
  it("is of a whole minute, though the load ends within it", () => {
    const end = [...Array<number>(600).fill(0), 1_000, 100, 0];
    expect(busiestMinute(end)).toBeCloseTo(1_100 / 60, 9);
  });

  it("is of all of a load that is shorter, and of a step where steps are longer", () => {
    expect(busiestMinute([30, 10])).toBe(20);
    expect(busiestMinute([30, 10], 300)).toBe(30);
  });
});
