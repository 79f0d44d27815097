import { describe, expect, it } from "vitest";
import { runShape } from "../src/scaling/run-scaling.ts";
import type { ContenderKey } from "../src/scaling/scaling-policies.ts";
import { scalingShapes } from "../src/scaling/scaling-shapes.ts";
import { figuresOf } from "../src/scaling/scaling-text.ts";

const shapes = scalingShapes(1).map((pattern) => [pattern.name, pattern] as const);
const SPIKY = ["fixed spikes", "random spikes", "tweets"];

describe("thirty days under the scaler", () => {
  it.each(shapes)(
    "of %s throttle less than under Application Auto Scaling, at its cost",
    (name, pattern) => {
      const isSpiky = SPIKY.includes(name);
      const only: readonly ContenderKey[] = [
        ...(["thrifty", "auto-scaling"] as const),
        ...(isSpiky ? (["spillway"] as const) : []),
        ...(name === "fixed spikes" ? (["spillway-predicting"] as const) : []),
      ];
      const { results } = runShape(pattern, { only });
      const figures = (key: ContenderKey) => figuresOf(results[key]);
      const [ours, theirs] = [figures("thrifty"), figures("auto-scaling")];
      expect(theirs.throttledWrites > 0).toBe(isSpiky);
      expect(ours.throttledWrites).toBeLessThanOrEqual(theirs.throttledWrites);
      expect(ours.dollars).toBeLessThanOrEqual(1.05 * theirs.dollars);
      expect(ours.unitHours).toBeLessThanOrEqual(1.05 * theirs.unitHours);
      // 27 a day of the table, and as many of its index.
      expect(ours.decreases).toBeLessThanOrEqual(30 * 2 * 27);
      if (!isSpiky) return;
      expect(ours.throttledWrites).toBeLessThan(theirs.throttledWrites);
      // By default it spends more where there are spikes, and throttles less than a third.
      const byDefault = figures("spillway").throttledWrites;
      expect(byDefault).toBeLessThan(theirs.throttledWrites / 3);
      if (name !== "fixed spikes") return;
      // What comes back each day is raised for ahead of it.
      expect(figures("spillway-predicting").throttledWrites).toBeLessThan(byDefault / 2);
    },
  );
});
