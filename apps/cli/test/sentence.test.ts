import { expect, test } from "vitest";
import type { Comparison } from "../src/compare/comparison.ts";
import type { StrategyFigures } from "../src/compare/figures.ts";
import { sentenceOf } from "../src/report/sentence.ts";
import { sampleComparison } from "./sample-comparison.ts";

function comparisonWith(
  direct: Partial<StrategyFigures>,
  buffered: Partial<StrategyFigures> = {},
): Comparison {
  const sample = sampleComparison();
  const complete = { written: 1_000, failed: 0, unaccounted: 0, secondsToComplete: 46.2 };
  return {
    ...sample,
    strategies: {
      direct: {
        ...sample.strategies.direct,
        figures: { ...sample.strategies.direct.figures, ...complete, ...direct },
      },
      buffered: {
        ...sample.strategies.buffered,
        figures: { ...sample.strategies.buffered.figures, ...complete, ...buffered },
      },
    },
  };
}

const BUFFERED =
  "through the queue the same 1,000 took 46 s, never above 23 a second, and were not throttled once.";

test.each<[string, Partial<StrategyFigures>, string]>([
  [
    "a spike that loses records",
    { peakWritesPerSecond: 341, throttledWrites: 3_020, written: 904, failed: 96 },
    "Written directly, 1,000 records hit a table of 25 writes a second at 14 times its rate and were throttled 3,020 times, 96 of them never written",
  ],
  [
    "a spike that gets through",
    { peakWritesPerSecond: 341, throttledWrites: 1, secondsToComplete: 21.9 },
    "Written directly, 1,000 records hit a table of 25 writes a second at 14 times its rate and were throttled 1 time, done after 22 s",
  ],
  [
    "no spike at all",
    { peakWritesPerSecond: 20, throttledWrites: 0, secondsToComplete: 50 },
    "Written directly, 1,000 records met a table of 25 writes a second and were not throttled once, done after 50 s",
  ],
  [
    "lost records",
    { peakWritesPerSecond: 20, throttledWrites: 0, written: 990, unaccounted: 10 },
    "Written directly, 1,000 records met a table of 25 writes a second and were not throttled once, 10 of them unaccounted for",
  ],
])("%s", (_, figures, sentence) => {
  const buffered = { peakWritesPerSecond: 23, throttledWrites: 0 };
  expect(sentenceOf(comparisonWith(figures, buffered))).toBe(`${sentence}; ${BUFFERED}`);
});

test("a strategy that did nothing is not praised", () => {
  const nothing = { records: 0, written: 0, throttledWrites: 0, secondsToComplete: null };
  expect(sentenceOf(comparisonWith(nothing, nothing))).toBe(
    "Written directly, nothing reached a table of 25 writes a second; through the queue, nothing arrived.",
  );
});
