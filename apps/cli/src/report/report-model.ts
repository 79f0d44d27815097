import { US_EAST_1_PRICES } from "@spillway/capacity";
import type { Comparison } from "../compare/comparison.ts";
import { comparisonOf, isAccountedFor } from "../compare/comparison.ts";
import type { Strategy } from "../compare/figures.ts";
import { type RunMetrics, sumOf } from "../metrics/run-metrics.ts";
import { type Chart, chartsOf } from "./charts.ts";
import { type FigureRow, figureRows } from "./figure-rows.ts";
import { formatCount, formatMoment, formatRate, formatSeconds } from "./format.ts";
import { sentenceOf } from "./sentence.ts";

/** Everything that a report shows, ready to be laid out. */
export interface ReportModel {
  readonly run: string;
  readonly environment: string;
  readonly region: string;
  readonly startedAt: string;
  readonly sentence: string;
  readonly rows: readonly FigureRow[];
  readonly charts: readonly Chart[];
  /** Why records failed, each with how many it stands for. */
  readonly failures: readonly { strategy: Strategy; reason: string; records: number }[];
  /** What a reader must know before believing the numbers. */
  readonly warnings: readonly string[];
  readonly conditions: readonly { label: string; text: string }[];
}

/**
 * The report's model from a comparison and the metrics of its time, which are read anew: CloudWatch
 * may know more now than when the comparison ended.
 *
 * @example
 * const html = reportPage(reportModel(comparison, metrics));
 */
export function reportModel(saved: Comparison, metrics: RunMetrics): ReportModel {
  const comparison = withMetrics(saved, metrics);
  const { outputs, strategies } = comparison;
  return {
    run: comparison.run,
    environment: outputs.environment,
    region: outputs.region,
    startedAt: formatMoment(comparison.startedAt),
    sentence: sentenceOf(comparison),
    rows: figureRows(comparison),
    charts: chartsOf(comparison, metrics),
    failures: (["direct", "buffered"] as const).flatMap((strategy) =>
      strategies[strategy].outcome.failures.map(({ code, message, records }) => ({
        strategy,
        reason: `${code}: ${message}`,
        records,
      })),
    ),
    warnings: warningsOf(comparison),
    conditions: conditionsOf(comparison),
  };
}

/** The same comparison with its figures from these metrics. */
export function withMetrics(saved: Comparison, metrics: RunMetrics): Comparison {
  const { direct, buffered } = saved.strategies;
  return comparisonOf({
    run: saved.run,
    span: { startedMs: Date.parse(saved.startedAt), finishedMs: Date.parse(saved.finishedAt) },
    outputs: saved.outputs,
    outcomes: { direct: direct.outcome, buffered: buffered.outcome },
    metrics,
    complete:
      sumOf(metrics.direct.consumed) >= direct.figures.written &&
      sumOf(metrics.buffered.consumed) >= buffered.figures.written,
  });
}

/** What a reader must know before believing the numbers. */
export function warningsOf(comparison: Comparison): string[] {
  const warnings: string[] = [];
  for (const strategy of ["direct", "buffered"] as const) {
    const { figures, outcome } = comparison.strategies[strategy];
    if (outcome.problem !== null) warnings.push(`${strategy}: ${outcome.problem.message}`);
    if (figures.unaccounted > 0) {
      warnings.push(
        `${strategy}: ${formatCount(figures.unaccounted)} of ${formatCount(figures.records)} records are unaccounted for: neither in the table nor in the queue of failures.`,
      );
    }
  }
  if (!comparison.metricsComplete && isAccountedFor(comparison)) {
    warnings.push(
      "CloudWatch does not yet cover all that was written: peak and throttled writes may be too low. Make the report again in a few minutes.",
    );
  }
  return warnings;
}

/** The conditions in one line, for a terminal. */
export function conditionsLine({ outputs }: Comparison): string {
  const where = `${outputs.environment}, ${outputs.endpoint_url === null ? outputs.region : "local cloud"}`;
  const capacity = formatRate(outputs.direct.write_capacity);
  const window = formatSeconds(outputs.buffered.distribution_window_seconds);
  return `${where}: ${capacity} write units a second each, window ${window}. AWS list prices of ${US_EAST_1_PRICES.region}, ${US_EAST_1_PRICES.asOf}: capacity for the spike's time, or all month.`;
}

const SCALED_TIME =
  " The environment local runs 30 times faster than AWS: 10 s stand for DynamoDB's 300 s, and a window of 30 s for one of 15 min.";

/** Under which conditions the numbers hold. */
function conditionsOf({
  outputs,
  run,
  startedAt,
  finishedAt,
}: Comparison): ReportModel["conditions"] {
  const { direct, buffered } = outputs;
  const local = outputs.endpoint_url !== null;
  const seconds = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1_000;
  return [
    {
      label: "Environment",
      text: `${outputs.environment}, ${local ? "local cloud" : "AWS"}, ${outputs.region}`,
    },
    {
      label: "Run",
      text: `${run}, ${formatMoment(startedAt)}, followed for ${formatSeconds(seconds)}`,
    },
    {
      label: "Tables",
      text: `provisioned: ${formatRate(direct.write_capacity)} write units a second direct, ${formatRate(buffered.write_capacity)} buffered`,
    },
    {
      label: "Burst",
      text: local
        ? `The local cloud saves unused capacity for a burst as DynamoDB does, for as many seconds as it was started with.${outputs.environment === "local" ? SCALED_TIME : ""}`
        : "DynamoDB saves up to 300 s of unused capacity for a burst, best effort: a table that was idle before takes more at first.",
    },
    {
      label: "Distribution window",
      text: `${formatSeconds(buffered.distribution_window_seconds)}, at most ${formatCount(buffered.maximum_concurrency)} consumers at once`,
    },
    {
      label: "Metrics",
      text: `CloudWatch, periods of ${formatSeconds(outputs.metric_period_seconds)}: a peak within a period is not seen. One write is one write unit, each record being under 1 KB. Whatever else wrote to the tables at the time, such as a scheduled spike, is in the metrics too.`,
    },
    {
      label: "Prices",
      text: `AWS list prices of ${US_EAST_1_PRICES.region} as of ${US_EAST_1_PRICES.asOf}, without free tiers. A spike pays for the table's write capacity while it lasts, a month for all of it, used or not. Functions: arm64, ${formatCount(direct.function_memory_mb)} MB. Read capacity, storage, logs and the queue's empty receives are left out.`,
    },
  ];
}
