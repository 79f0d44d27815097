import { expect, test } from "vitest";
import type { Comparison } from "../../src/compare/comparison.ts";
import type { StrategyFigures } from "../../src/compare/figures.ts";
import { sentenceOf } from "../../src/report/sentence.ts";
import { mapStrategies, type Strategy } from "../../src/strategies/strategy.ts";
import { outputsWith, sampleComparison, WITHOUT_SPILLOVER } from "./sample-comparison.ts";

const COMPLETE = { written: 1_000, failed: 0, unaccounted: 0, secondsToComplete: 46.2 };

function comparisonWith(
  figures: Partial<Record<Strategy, Partial<StrategyFigures>>>,
  outputs = outputsWith(),
): Comparison {
  const sample = sampleComparison({}, outputs);
  return {
    ...sample,
    strategies: mapStrategies(sample.strategies, (result, strategy) => ({
      ...result,
      figures: { ...result.figures, ...COMPLETE, ...figures[strategy] },
    })),
  };
}

const BUFFERED =
  "through the queue the same 1,000 took 46 s, never above 23 a second, and were not throttled once";
const SPILLOVER =
  "with spillover the same 1,000 took 38 s at up to 45 a second, 420 of them by way of a queue, and were not throttled once";
const FLOWS = {
  buffered: { peakWritesPerSecond: 23, throttledWrites: 0 },
  spillover: { peakWritesPerSecond: 45, throttledWrites: 0, secondsToComplete: 38.4, queued: 420 },
};

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
])("%s", (_, direct, sentence) => {
  expect(sentenceOf(comparisonWith({ direct, ...FLOWS }))).toBe(
    `${sentence}; ${BUFFERED}; ${SPILLOVER}.`,
  );
  const two = comparisonWith({ direct, ...FLOWS }, outputsWith(WITHOUT_SPILLOVER));
  expect(sentenceOf(two)).toBe(`${sentence}; ${BUFFERED}.`);
});

test.each<[string, Partial<StrategyFigures>, string]>([
  [
    "nothing had to spill",
    { queued: 0, peakWritesPerSecond: 50, secondsToComplete: 19.6 },
    "with spillover the same 1,000 took 20 s at up to 50 a second, and were not throttled once",
  ],
  [
    "records that were dead-lettered",
    { queued: 420, throttledWrites: 3, written: 998, failed: 2 },
    "with spillover the same 1,000 took 38 s at up to 45 a second, 420 of them by way of a queue, and were throttled 3 times, 2 of them never written",
  ],
  [
    "records that are nowhere",
    { queued: 420, written: 990, unaccounted: 10, secondsToComplete: null },
    "with spillover the same 1,000 arrived at up to 45 a second, 420 of them by way of a queue, and were not throttled once, 10 of them unaccounted for",
  ],
  [
    "fewer records than the others",
    { records: 1, written: 1, queued: 0, peakWritesPerSecond: 1, secondsToComplete: 1 },
    "with spillover 1 record took 1 s at up to 1 a second, and was not throttled once",
  ],
])("spillover: %s", (_, figures, part) => {
  const spillover = { ...FLOWS.spillover, ...figures };
  expect(sentenceOf(comparisonWith({ ...FLOWS, spillover }))).toMatch(new RegExp(`; ${part}\\.$`));
});

test("a strategy that did nothing is not praised", () => {
  const nothing = { records: 0, written: 0, throttledWrites: 0, secondsToComplete: null };
  const all = { direct: nothing, buffered: nothing, spillover: nothing };
  expect(sentenceOf(comparisonWith(all))).toBe(
    "Written directly, nothing reached a table of 25 writes a second; through the queue, nothing arrived; with spillover, nothing arrived.",
  );
});
