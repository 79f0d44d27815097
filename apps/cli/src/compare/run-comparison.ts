import type { Clients } from "@spillway/aws-clients";
import type { Prices } from "@spillway/capacity";
import type { Clock, Random } from "@spillway/pacing";
import { Deadline } from "@spillway/pacing";
import type { OutputsWith } from "../environment/outputs.ts";
import { type DeployedStrategy, deployedStrategies } from "../strategies/deployed-strategies.ts";
import { type ByStrategy, mapStrategies, strategyEntries } from "../strategies/strategy.ts";
import { type Comparison, comparisonOf } from "./comparison.ts";
import { withLiveEstimates } from "./live-estimates.ts";
import type { StrategyProgress } from "./progress-model.ts";
import { type RunContext, runStrategy } from "./run-strategy.ts";
import { pollMsFor } from "./spike-plan.ts";
import type { StrategyOutcome } from "./strategy-outcome.ts";
import { waitForMetrics } from "./wait-for-metrics.ts";

export interface ComparisonOptions {
  readonly clients: Clients;
  readonly outputs: OutputsWith<"spike">;
  readonly clock: Clock;
  readonly random: Random;
  /** Names the run in its records: at most 128 characters. */
  readonly run: string;
  /** Records of the sample to write; undefined for all 1,000. */
  readonly records?: number | undefined;
  readonly timeoutSeconds: number;
  /** How long to wait for metrics that cover what was written. 0: take what there is. */
  readonly metricsWaitSeconds: number;
  /** Of the environment's region. */
  readonly prices: Prices;
  readonly onProgress: (progress: StrategyProgress) => void;
  /** Called when every record is accounted for and the waiting for metrics begins. */
  readonly onMetricsWait: () => void;
}

/**
 * Sends the same spike by every strategy at the same moment, follows every record to its end, and
 * reads what the tables and queues did meanwhile.
 *
 * @throws SpillwayError when the environment can't be reached or lacks a part. A strategy that fails
 * by itself does not throw: it is in the comparison.
 */
export async function runComparison(options: ComparisonOptions): Promise<Comparison> {
  const { clients, outputs, clock, run, records, prices } = options;
  const startedMs = clock.now();
  const stop = new AbortController();
  const show = withLiveEstimates(options, startedMs, stop.signal);
  const context = {
    clients,
    clock,
    random: options.random,
    deadline: Deadline.after(clock, options.timeoutSeconds * 1_000),
    signal: stop.signal,
    pollMs: pollMsFor(outputs),
    event: { run, returnKeys: true, ...(records === undefined ? {} : { records }) } as const,
    onProgress: show,
  };
  try {
    const outcomes = await runAll(deployedStrategies(outputs), context);
    const finishedMs = clock.now();
    stop.abort();
    options.onMetricsWait();
    const { metrics, complete } = await waitForMetrics({
      clients,
      outputs,
      clock,
      span: { fromMs: startedMs, toMs: finishedMs },
      written: mapStrategies(outcomes, ({ accounting }) => accounting.written),
      waitSeconds: options.metricsWaitSeconds,
    });
    const span = { startedMs, finishedMs };
    return comparisonOf({ run, span, outputs, outcomes, metrics, complete, prices });
  } finally {
    stop.abort();
  }
}

async function runAll(
  deployed: ByStrategy<DeployedStrategy>,
  context: RunContext,
): Promise<ByStrategy<StrategyOutcome>> {
  const running = strategyEntries(deployed).map(
    async ([strategy, one]) => [strategy, await runStrategy(strategy, one, context)] as const,
  );
  return Object.fromEntries(await Promise.all(running));
}
