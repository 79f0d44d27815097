import { US_EAST_1_PRICES } from "@spillway/capacity";
import type { EnvironmentOutputs } from "../environment/outputs.ts";
import type { RunMetrics } from "../metrics/run-metrics.ts";
import { costsOf } from "./cost.ts";
import { figuresOf, type Strategy, type StrategyFigures } from "./figures.ts";
import type { StrategyOutcome } from "./run-strategy.ts";

/** One spike written by both strategies: what is printed, saved, and read again for a report. */
export interface Comparison {
  readonly version: 1;
  readonly run: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly outputs: EnvironmentOutputs;
  readonly strategies: Readonly<Record<Strategy, StrategyResult>>;
  /** Whether CloudWatch's metrics cover all that was written. */
  readonly metricsComplete: boolean;
}

/** What became of one strategy's records, and its figures. */
export interface StrategyResult {
  readonly figures: StrategyFigures;
  readonly outcome: StrategyOutcome;
}

export interface ComparisonParts {
  readonly run: string;
  readonly span: { readonly startedMs: number; readonly finishedMs: number };
  readonly outputs: EnvironmentOutputs;
  readonly outcomes: Readonly<Record<Strategy, StrategyOutcome>>;
  readonly metrics: RunMetrics;
  readonly complete: boolean;
}

/** Puts a comparison together from what was counted and what was measured. */
export function comparisonOf(parts: ComparisonParts): Comparison {
  const { outputs, outcomes, metrics, span } = parts;
  const spanSeconds = (span.finishedMs - span.startedMs) / 1_000;
  const secondsOf = (outcome: StrategyOutcome) => outcome.secondsToComplete ?? spanSeconds;
  const costs = costsOf(
    outputs,
    metrics,
    {
      direct: {
        seconds: secondsOf(outcomes.direct),
        functionSeconds: outcomes.direct.functionSeconds,
      },
      buffered: {
        seconds: secondsOf(outcomes.buffered),
        functionSeconds: outcomes.buffered.functionSeconds,
        messages: outcomes.buffered.accounting.records,
      },
    },
    US_EAST_1_PRICES,
  );
  const result = (strategy: Strategy): StrategyResult => ({
    outcome: outcomes[strategy],
    figures: figuresOf(
      outcomes[strategy].accounting,
      outcomes[strategy].secondsToComplete,
      metrics[strategy],
      metrics.grid.periodSeconds,
      costs[strategy],
    ),
  });
  return {
    version: 1,
    run: parts.run,
    startedAt: new Date(span.startedMs).toISOString(),
    finishedAt: new Date(span.finishedMs).toISOString(),
    outputs,
    strategies: { direct: result("direct"), buffered: result("buffered") },
    metricsComplete: parts.complete,
  };
}

/** Whether every record of both strategies was found, written or failed, and neither function failed. */
export function isAccountedFor({ strategies }: Comparison): boolean {
  return [strategies.direct, strategies.buffered].every(
    ({ figures, outcome }) =>
      outcome.problem === null && figures.unaccounted === 0 && figures.records > 0,
  );
}
