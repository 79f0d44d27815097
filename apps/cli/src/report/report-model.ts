import type { Prices } from "@spillway/capacity";
import { type Chart, formatCount, formatMoment } from "@spillway/report-page";
import type { Comparison } from "../compare/comparison.ts";
import { comparisonOf, isAccountedFor } from "../compare/comparison.ts";
import { coverWrites, type RunMetrics } from "../metrics/run-metrics.ts";
import { deployedStrategies } from "../strategies/deployed-strategies.ts";
import { mapStrategies, type Strategy, strategyEntries } from "../strategies/strategy.ts";
import { chartsOf } from "./charts.ts";
import { conditionsOf } from "./conditions.ts";
import { type FigureRow, figureRows } from "./figure-rows.ts";
import { sentenceOf } from "./sentence.ts";
import { STRATEGY_WORDS } from "./strategy-words.ts";

/** Everything that a report shows, ready to be laid out. */
export interface ReportModel {
  readonly run: string;
  readonly environment: string;
  readonly region: string;
  readonly startedAt: string;
  readonly sentence: string;
  readonly rows: readonly FigureRow[];
  readonly charts: readonly Chart[];
  /** How each strategy writes. */
  readonly ways: readonly { strategy: Strategy; text: string }[];
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
 * const html = reportPage(reportModel(comparison, metrics, pricesOf("eu-west-1")));
 */
export function reportModel(saved: Comparison, metrics: RunMetrics, prices: Prices): ReportModel {
  const comparison = withMetrics(saved, metrics, prices);
  const { outputs, strategies } = comparison;
  return {
    run: comparison.run,
    environment: outputs.environment,
    region: outputs.region,
    startedAt: formatMoment(comparison.startedAt),
    sentence: sentenceOf(comparison),
    rows: figureRows(comparison),
    charts: chartsOf(comparison, metrics),
    ways: strategyEntries(deployedStrategies(outputs)).map(([strategy, deployed]) => ({
      strategy,
      text: STRATEGY_WORDS[strategy].explanation(deployed),
    })),
    failures: strategyEntries(strategies).flatMap(([strategy, { outcome }]) =>
      outcome.failures.map(({ code, message, records }) => ({
        strategy,
        reason: `${code}: ${message}`,
        records,
      })),
    ),
    warnings: warningsOf(comparison),
    conditions: conditionsOf(comparison),
  };
}

/** The same comparison with its figures from these metrics and prices. */
export function withMetrics(saved: Comparison, metrics: RunMetrics, prices: Prices): Comparison {
  return comparisonOf({
    run: saved.run,
    span: { startedMs: Date.parse(saved.startedAt), finishedMs: Date.parse(saved.finishedAt) },
    outputs: saved.outputs,
    outcomes: mapStrategies(saved.strategies, ({ outcome }) => outcome),
    metrics,
    prices,
    complete: coverWrites(
      metrics,
      mapStrategies(saved.strategies, ({ figures }) => figures.written),
    ),
  });
}

/** What a reader must know before believing the numbers. */
export function warningsOf(comparison: Comparison): string[] {
  const warnings: string[] = [];
  for (const [strategy, { figures, outcome }] of strategyEntries(comparison.strategies)) {
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
