import { formatCount, formatRate, formatSeconds, formatTimes } from "@spillway/report-page";
import type { Comparison } from "../compare/comparison.ts";
import type { StrategyFigures } from "../compare/figures.ts";
import { type Strategy, strategyEntries } from "../strategies/strategy.ts";
import { STRATEGY_WORDS } from "./strategy-words.ts";

/** What happened, in one sentence. */
export function sentenceOf(comparison: Comparison): string {
  const capacity = comparison.outputs.spike.direct.write_capacity;
  const entries = strategyEntries(comparison.strategies);
  const first = entries[0]?.[1].figures.records ?? 0;
  const parts = entries.map(
    ([strategy, { figures }]) =>
      `${STRATEGY_WORDS[strategy].opening}${PARTS[strategy](figures, { capacity, first })}`,
  );
  return `${parts.join("; ")}.`;
}

interface Others {
  /** Write units a second of the table that the spike was written to directly. */
  readonly capacity: number;
  /** Records of the spike in the sentence's first part. */
  readonly first: number;
}

/** What follows the opening words of each strategy. */
const PARTS: Readonly<Record<Strategy, (figures: StrategyFigures, others: Others) => string>> = {
  direct: spikePart,
  buffered: (figures, { first }) =>
    flowPart(figures, first, `, never above ${peakOf(figures)} a second`),
  // On purpose above the table's capacity while it has a burst.
  spillover: (figures, { first }) =>
    flowPart(figures, first, ` at up to ${peakOf(figures)} a second${spilled(figures)}`),
};

function spikePart(figures: StrategyFigures, { capacity }: Others): string {
  const table = `a table of ${formatRate(capacity)} ${plural(capacity, "write")} a second`;
  if (figures.records === 0) return `, nothing reached ${table}`;
  const subject = `${formatCount(figures.records)} ${plural(figures.records, "record")}`;
  const peak = figures.peakWritesPerSecond;
  const hit =
    peak > capacity * 1.05
      ? `hit ${table} at ${formatTimes(peak / capacity)} its rate`
      : `met ${table}`;
  return `, ${subject} ${hit} and ${throttling(figures)}, ${ending(figures)}`;
}

function flowPart(figures: StrategyFigures, first: number, manner: string): string {
  if (figures.records === 0) return ", nothing arrived";
  const same = figures.records === first;
  const subject = same
    ? `the same ${formatCount(figures.records)}`
    : `${formatCount(figures.records)} ${plural(figures.records, "record")}`;
  const arrived =
    figures.secondsToComplete === null
      ? "arrived"
      : `took ${formatSeconds(figures.secondsToComplete)}`;
  const lost = figures.written === figures.records ? "" : `, ${ending(figures)}`;
  return ` ${subject} ${arrived}${manner}, and ${throttling(figures)}${lost}`;
}

function peakOf({ peakWritesPerSecond }: StrategyFigures): string {
  return formatRate(peakWritesPerSecond);
}

function spilled({ queued }: StrategyFigures): string {
  return queued === 0 ? "" : `, ${formatCount(queued)} of them by way of a queue`;
}

function throttling({ records, throttledWrites }: StrategyFigures): string {
  const were = records === 1 ? "was" : "were";
  if (throttledWrites === 0) return `${were} not throttled once`;
  return `${were} throttled ${formatCount(throttledWrites)} ${plural(throttledWrites, "time")}`;
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
