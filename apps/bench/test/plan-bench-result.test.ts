import { describe, expect, it } from "vitest";
import { isUnproven, type PlanBenchResult } from "../src/planning/plan-bench-result.ts";

const result = (isWithin: boolean, more: Partial<PlanBenchResult> = {}): PlanBenchResult => ({
  ...{ load: "spikes", strategy: "fixed", known: {}, runs: 1, lateShare: 0 },
  peakUnits: { planned: 1, measured: 1 },
  figures: [{ figure: "units", planned: 1, measured: 1, offBy: 0, isWithin }],
  ...more,
});

describe("a plan that was held against a run", () => {
  it.each([
    ["stands where all is within", result(true), false],
    ["does not stand where a figure is off", result(false), true],
    ["does not stand where the machine was late", result(false, { lateShare: 0.5 }), true],
    [
      "stands where the plan leaves something out, and says so",
      result(false, { known: { units: "sparse" } }),
      false,
    ],
  ])("%s", (_, of, unproven) => {
    expect(isUnproven(of)).toBe(unproven);
  });
});
