import type { Comparison } from "../compare/comparison.ts";
import type { StrategyFigures } from "../compare/figures.ts";
import { formatCount, formatRate, formatSeconds, formatTimes } from "./format.ts";

/** What happened, in one sentence. */
export function sentenceOf(comparison: Comparison): string {
  const { direct, buffered } = comparison.strategies;
  const capacity = comparison.outputs.direct.write_capacity;
  return `${directPart(direct.figures, capacity)}; ${bufferedPart(buffered.figures, direct.figures)}.`;
}

function directPart(figures: StrategyFigures, capacity: number): string {
  const table = `a table of ${formatRate(capacity)} ${plural(capacity, "write")} a second`;
  if (figures.records === 0) return `Written directly, nothing reached ${table}`;
  const subject = `${formatCount(figures.records)} ${plural(figures.records, "record")}`;
  const peak = figures.peakWritesPerSecond;
  const hit =
    peak > capacity * 1.05
      ? `hit ${table} at ${formatTimes(peak / capacity)} its rate`
      : `met ${table}`;
  return `Written directly, ${subject} ${hit} and ${throttling(figures)}, ${ending(figures)}`;
}

function bufferedPart(figures: StrategyFigures, direct: StrategyFigures): string {
  if (figures.records === 0) return "through the queue, nothing arrived";
  const same = figures.records === direct.records;
  const subject = same
    ? `the same ${formatCount(figures.records)}`
    : `${formatCount(figures.records)} ${plural(figures.records, "record")}`;
  const peak = `never above ${formatRate(figures.peakWritesPerSecond)} a second`;
  const arrived =
    figures.secondsToComplete === null
      ? `arrived ${peak}`
      : `took ${formatSeconds(figures.secondsToComplete)}, ${peak}`;
  const lost = figures.written === figures.records ? "" : `, ${ending(figures)}`;
  return `through the queue ${subject} ${arrived}, and ${throttling(figures)}${lost}`;
}

function throttling({ throttledWrites }: StrategyFigures): string {
  if (throttledWrites === 0) return "were not throttled once";
  return `were throttled ${formatCount(throttledWrites)} ${plural(throttledWrites, "time")}`;
}

function ending(figures: StrategyFigures): string {
  const { records, written, failed, unaccounted, secondsToComplete } = figures;
  if (unaccounted > 0) return `${formatCount(unaccounted)} of them unaccounted for`;
  if (failed > 0) return `${formatCount(failed)} of them never written`;
  if (secondsToComplete === null || written < records) return "not all of them written";
  return `done after ${formatSeconds(secondsToComplete)}`;
}

function plural(count: number, noun: string): string {
  return count === 1 ? noun : `${noun}s`;
}
