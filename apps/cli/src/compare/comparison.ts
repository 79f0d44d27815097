import type { Prices } from "@spillway/capacity";
import type { OutputsWith } from "../environment/outputs.ts";
import type { RunMetrics } from "../metrics/run-metrics.ts";
import { deployedStrategies } from "../strategies/deployed-strategies.ts";
import { type ByStrategy, mapStrategies } from "../strategies/strategy.ts";
import { costOf } from "./cost.ts";
import { figuresOf, type StrategyFigures } from "./figures.ts";
import { minutesBetweenSpikes } from "./spike-schedule.ts";
import { queuedBy } from "./strategy-answer.ts";
import type { StrategyOutcome } from "./strategy-outcome.ts";

/** One spike written by every strategy: what is printed, saved, and read again for a report. */
export interface Comparison {
  readonly version: 4;
  readonly run: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly outputs: OutputsWith<"spike">;
  /** Of each strategy that the environment has. */
  readonly strategies: ByStrategy<StrategyResult>;
  /** Whether CloudWatch's metrics cover all that was written. */
  readonly metricsComplete: boolean;
  /** Whose list prices the costs are. */
  readonly prices: Pick<Prices, "region" | "asOf">;
}

/** What became of one strategy's records, and its figures. */
export interface StrategyResult {
  readonly figures: StrategyFigures;
  readonly outcome: StrategyOutcome;
}

export interface ComparisonParts {
  readonly run: string;
  readonly span: { readonly startedMs: number; readonly finishedMs: number };
  readonly outputs: OutputsWith<"spike">;
  readonly outcomes: ByStrategy<StrategyOutcome>;
  readonly metrics: RunMetrics;
  readonly complete: boolean;
  /** Of the environment's region. */
  readonly prices: Prices;
}

/** Puts a comparison together from what was counted and what was measured. */
export function comparisonOf(parts: ComparisonParts): Comparison {
  const { outputs, outcomes, metrics, span, prices } = parts;
  const spanSeconds = (span.finishedMs - span.startedMs) / 1_000;
  const everyMinutes = minutesBetweenSpikes(outputs, span.startedMs);
  const strategies = mapStrategies(deployedStrategies(outputs), (deployed, strategy) => {
    const outcome = outcomes[strategy];
    const measured = metrics.strategies[strategy];
    if (outcome === undefined || measured === undefined) return undefined;
    const facts = {
      seconds: outcome.secondsToComplete ?? spanSeconds,
      functionSeconds: outcome.functionSeconds,
      queued: queuedBy(outcome.report),
    };
    const cost = costOf(deployed, measured, facts, everyMinutes, prices);
    const figures = figuresOf(outcome, measured.table, metrics.grid.periodSeconds, cost);
    return { outcome, figures };
  });
  return {
    version: 4,
    run: parts.run,
    startedAt: new Date(span.startedMs).toISOString(),
    finishedAt: new Date(span.finishedMs).toISOString(),
    outputs,
    strategies,
    metricsComplete: parts.complete,
    prices: { region: prices.region, asOf: prices.asOf },
  };
}

/** Whether every record of each strategy was found, written or failed, and no function failed. */
export function isAccountedFor({ strategies }: Comparison): boolean {
  return Object.values(strategies).every(
    ({ figures, outcome }) =>
      outcome.problem === null && figures.unaccounted === 0 && figures.records > 0,
  );
}
