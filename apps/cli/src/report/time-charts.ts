import type { TimeGrid } from "@spillway/aws";
import { formatCount, formatRate, formatTimes, type TimeChart } from "@spillway/report-page";
import type { Comparison } from "../compare/comparison.ts";
import type { StrategyFigures } from "../compare/figures.ts";
import type { QueueMetrics, StrategyMetrics } from "../metrics/run-metrics.ts";
import type { Strategy } from "../strategies/strategy.ts";
import { listed } from "./listed.ts";
import { STRATEGY_WORDS } from "./strategy-words.ts";

/** What every chart over time has in common. */
export type Times = Pick<TimeChart, "kind" | "firstSecond" | "stepSeconds">;

/** One strategy with what is drawn of it. */
export interface DrawnStrategy {
  readonly strategy: Strategy;
  readonly figures: StrategyFigures;
  readonly measured: StrategyMetrics;
}

/** The grid, in seconds from the start of the run. */
export function timesOf(comparison: Comparison, grid: TimeGrid): Times {
  const startedMs = Date.parse(comparison.startedAt);
  return {
    kind: "time",
    firstSecond: Math.round((grid.startMs - startedMs) / 1_000),
    stepSeconds: grid.periodSeconds,
  };
}

/** Writes a second to one strategy's table, below its capacity or above. */
export function writesChart(
  { strategy, figures: { peakWritesPerSecond }, measured }: DrawnStrategy,
  times: Times,
): TimeChart {
  const { consumed, provisioned } = measured.table;
  const capacity = Math.max(...provisioned);
  const share = capacity > 0 ? peakWritesPerSecond / capacity : 0;
  const shareText = share >= 1.995 ? formatTimes(share) : `${formatCount(share * 100)} % of`;
  return {
    ...times,
    id: `writes-${strategy}`,
    title: `${STRATEGY_WORDS[strategy].name}: writes a second`,
    reading: `Peak ${formatRate(peakWritesPerSecond)} writes a second, ${shareText} the provisioned ${formatRate(capacity)}.`,
    unit: "writes/s",
    series: [
      {
        name: "Writes",
        tone: strategy,
        shape: "area",
        values: consumed.map((units) => units / times.stepSeconds),
      },
      { name: "Provisioned capacity", tone: "limit", shape: "limit", values: provisioned },
    ],
  };
}

/** Throttled writes a second of every strategy. */
export function throttlesChart(shown: readonly DrawnStrategy[], times: Times): TimeChart {
  const totals = shown.map(
    ({ strategy, figures }) => `${formatCount(figures.throttledWrites)} ${strategy}`,
  );
  return {
    ...times,
    id: "throttles",
    title: "Throttled writes a second",
    reading: `Throttled writes in all: ${listed(totals)}.`,
    unit: "throttled writes/s",
    series: shown.map(({ strategy, measured }) => ({
      name: STRATEGY_WORDS[strategy].name,
      tone: strategy,
      shape: "area",
      values: measured.table.throttled.map((count) => count / times.stepSeconds),
    })),
  };
}

/** Messages in one strategy's queue. */
export function queueChart(strategy: Strategy, queue: QueueMetrics, times: Times): TimeChart {
  const { delayed, visible, inFlight } = queue;
  const deepest = delayed.reduce(
    (most, held, index) => Math.max(most, held + (visible[index] ?? 0) + (inFlight[index] ?? 0)),
    0,
  );
  return {
    ...times,
    id: `queue-${strategy}`,
    title: `${STRATEGY_WORDS[strategy].name}: messages in the queue`,
    reading: `${formatCount(deepest)} messages at the most, then fewer as the table takes them.`,
    unit: "messages",
    series: [
      { name: "In flight", tone: `${strategy}-in-flight`, shape: "stacked", values: inFlight },
      { name: "Visible", tone: `${strategy}-visible`, shape: "stacked", values: visible },
      { name: "Delayed", tone: `${strategy}-delayed`, shape: "stacked", values: delayed },
    ],
  };
}
