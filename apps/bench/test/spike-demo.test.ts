import { describe, expect, it } from "vitest";
import type { FiguresByStrategy, SpikeTrial } from "../src/planning/spike-demo/check-spike-demo.ts";
import { comparedSpikes } from "../src/planning/spike-demo/compared-spikes.ts";
import { spikeDemoText } from "../src/planning/spike-demo/spike-demo-text.ts";
import { timesByMoment } from "../src/planning/spike-demo/times-by-moment.ts";

/** All strategies with these throttled writes; 30 s, 1,000 units. */
function figures(throttledWrites: number): FiguresByStrategy {
  const one = { throttledWrites, seconds: 30, units: 1_000, failed: 0, queued: 0 };
  return { direct: one, buffered: one, spillover: one };
}

function trial(predicted: readonly number[], measured: number): SpikeTrial {
  const timed = [{ kind: "write" as const, atMs: 0, tookMs: 12 }];
  return { timed, overhead: 1, predicted: predicted.map(figures), measured: figures(measured) };
}

const throttledOf = (trials: readonly SpikeTrial[]) =>
  comparedSpikes(trials).find(({ figure }) => figure === "throttledWrites");

describe("the demo's spike beside its prediction", () => {
  it("holds the median of comparisons against the median of their seeds", () => {
    const trials = [trial([990, 1_000, 1_010], 1_040), trial([980, 1_000, 1_020], 900)];
    expect(throttledOf([...trials, trial([1_000], 1_030)])).toEqual({
      strategy: "direct",
      figure: "throttledWrites",
      predicted: 1_000,
      measured: 1_030,
      predictedRange: [980, 1_020],
      measuredRange: [900, 1_040],
      offBy: -30 / 1_030,
      isWithin: true,
      isWithinJitter: false,
    });
  });

  it.each<[string, readonly number[], number, boolean]>([
    ["five writes are within where there are few", [0], 5, true],
    ["six are not", [0], 6, false],
    ["nothing beside nothing is", [0], 0, true],
  ])("%s", (_, predicted, measured, isWithin) => {
    expect(throttledOf([trial(predicted, measured)])?.isWithin).toBe(isWithin);
  });

  it("says what is off, and whether jitter gives as much", () => {
    const text = (trials: readonly SpikeTrial[]) => spikeDemoText(trials, comparedSpikes(trials));
    expect(text([trial([1_000, 1_000, 1_200], 1_150)])).toContain("off: by jitter");
    expect(text([trial([1_000], 1_150)])).toContain("OFF by more than jitter");
  });

  it("takes of a moment the times of the requests around it", () => {
    const timed = Array.from({ length: 40 }, (_, index) => ({
      kind: "write" as const,
      atMs: 5_000 + index * 250,
      tookMs: index < 20 ? 10 : 100,
    }));
    const timesAt = timesByMoment(timed, 5_000);
    expect(timesAt(1_000).write.travelMs).toBe(10);
    expect(timesAt(9_000).write.travelMs).toBe(100);
  });
});
