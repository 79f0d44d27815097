import type { Comparison } from "../compare/comparison.ts";
import { STRATEGIES, type Strategy } from "../compare/figures.ts";
import type { RunMetrics } from "../metrics/run-metrics.ts";
import { formatCount, formatMoney, formatRate, formatSeconds, formatTimes } from "./format.ts";

/** Which colour a part of a chart has: one for each strategy, shades of the queue's, a limit. */
export type Tone = Strategy | "limit" | "delayed" | "visible" | "in-flight" | "lambda" | "queue";

export interface TimeSeries {
  readonly name: string;
  readonly tone: Tone;
  /** `area`: filled to the axis; `stacked`: on top of the one before; `limit`: a dashed line. */
  readonly shape: "area" | "stacked" | "limit";
  /** One value for each period. */
  readonly values: readonly number[];
}

/** Something over time, in periods from the start of the run. */
export interface TimeChart {
  readonly kind: "time";
  readonly id: string;
  readonly title: string;
  /** What there is to see, in a sentence; also what a screen reader says of the chart. */
  readonly reading: string;
  readonly unit: string;
  readonly firstSecond: number;
  readonly stepSeconds: number;
  readonly series: readonly TimeSeries[];
}

/** One bar for each strategy, in parts that add up. */
export interface BarChart {
  readonly kind: "bars";
  readonly id: string;
  readonly title: string;
  readonly reading: string;
  readonly unit: string;
  readonly format: "seconds" | "dollars";
  readonly parts: readonly {
    readonly name: string;
    readonly tone: Tone | "strategy";
    readonly values: Readonly<Record<Strategy, number>>;
  }[];
  readonly totals: Readonly<Record<Strategy, string>>;
}

export type Chart = TimeChart | BarChart;

export const STRATEGY_NAMES: Readonly<Record<Strategy, string>> = {
  direct: "Direct",
  buffered: "Buffered",
};

/** Every chart of the report, in its order. */
export function chartsOf(comparison: Comparison, metrics: RunMetrics): Chart[] {
  const times = timesOf(comparison, metrics);
  return [
    ...STRATEGIES.map((strategy) => writesChart(strategy, comparison, metrics, times)),
    throttlesChart(comparison, metrics, times),
    queueChart(metrics, times),
    durationChart(comparison),
    costChart(comparison),
  ];
}

type Times = Pick<TimeChart, "kind" | "firstSecond" | "stepSeconds">;

function timesOf(comparison: Comparison, { grid }: RunMetrics): Times {
  const startedMs = Date.parse(comparison.startedAt);
  return {
    kind: "time",
    firstSecond: Math.round((grid.startMs - startedMs) / 1_000),
    stepSeconds: grid.periodSeconds,
  };
}

function writesChart(
  strategy: Strategy,
  comparison: Comparison,
  metrics: RunMetrics,
  times: Times,
): TimeChart {
  const { consumed, provisioned } = metrics[strategy];
  const { peakWritesPerSecond } = comparison.strategies[strategy].figures;
  const capacity = Math.max(...provisioned);
  const share = capacity > 0 ? peakWritesPerSecond / capacity : 0;
  const shareText = share >= 1.995 ? formatTimes(share) : `${formatCount(share * 100)} % of`;
  return {
    ...times,
    id: `writes-${strategy}`,
    title: `${STRATEGY_NAMES[strategy]}: writes a second`,
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

function throttlesChart(comparison: Comparison, metrics: RunMetrics, times: Times): TimeChart {
  const total = (strategy: Strategy) =>
    formatCount(comparison.strategies[strategy].figures.throttledWrites);
  return {
    ...times,
    id: "throttles",
    title: "Throttled writes a second",
    reading: `${total("direct")} throttled writes direct, ${total("buffered")} buffered.`,
    unit: "throttled writes/s",
    series: STRATEGIES.map((strategy) => ({
      name: STRATEGY_NAMES[strategy],
      tone: strategy,
      shape: "area",
      values: metrics[strategy].throttled.map((count) => count / times.stepSeconds),
    })),
  };
}

function queueChart({ queue }: RunMetrics, times: Times): TimeChart {
  const deepest = queue.delayed.reduce(
    (most, delayed, index) =>
      Math.max(most, delayed + (queue.visible[index] ?? 0) + (queue.inFlight[index] ?? 0)),
    0,
  );
  return {
    ...times,
    id: "queue",
    title: "Messages in the queue",
    reading: `${formatCount(deepest)} messages at the most, let go little by little.`,
    unit: "messages",
    series: [
      { name: "In flight", tone: "in-flight", shape: "stacked", values: queue.inFlight },
      { name: "Visible", tone: "visible", shape: "stacked", values: queue.visible },
      { name: "Delayed", tone: "delayed", shape: "stacked", values: queue.delayed },
    ],
  };
}

function durationChart({ strategies }: Comparison): BarChart {
  const seconds = (strategy: Strategy) => strategies[strategy].figures.secondsToComplete ?? 0;
  const text = (strategy: Strategy) => {
    const { secondsToComplete, written, records } = strategies[strategy].figures;
    if (secondsToComplete === null) return "not complete";
    const part = written < records ? ` for ${formatCount(written)}` : "";
    return `${formatSeconds(secondsToComplete)}${part}`;
  };
  return {
    kind: "bars",
    id: "duration",
    title: "Time to complete",
    reading: `Direct ${text("direct")}, buffered ${text("buffered")}, until the last record was settled.`,
    unit: "s",
    format: "seconds",
    parts: [
      {
        name: "Time to complete",
        tone: "strategy",
        values: { direct: seconds("direct"), buffered: seconds("buffered") },
      },
    ],
    totals: { direct: text("direct"), buffered: text("buffered") },
  };
}

function costChart({ strategies }: Comparison): BarChart {
  const month = (strategy: Strategy) => strategies[strategy].figures.cost.month;
  const values = (of: "tableUsd" | "lambdaUsd" | "sqsUsd") => ({
    direct: month("direct")[of],
    buffered: month("buffered")[of],
  });
  const total = (strategy: Strategy) => formatMoney(month(strategy).totalUsd);
  return {
    kind: "bars",
    id: "cost",
    title: "Cost of a month",
    reading: `Direct ${total("direct")}, buffered ${total("buffered")}, with a spike every 10 minutes.`,
    unit: "US$",
    format: "dollars",
    parts: [
      { name: "Table", tone: "strategy", values: values("tableUsd") },
      { name: "Functions", tone: "lambda", values: values("lambdaUsd") },
      { name: "Queue", tone: "queue", values: values("sqsUsd") },
    ],
    totals: { direct: total("direct"), buffered: total("buffered") },
  };
}
