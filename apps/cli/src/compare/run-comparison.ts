import type { Clock, Random } from "@spillway/pacing";
import { Deadline } from "@spillway/pacing";
import type { Clients } from "../environment/clients.ts";
import type { EnvironmentOutputs } from "../environment/outputs.ts";
import { metricQueryOfConsumed } from "../metrics/metric-queries.ts";
import { readDatapoints } from "../metrics/read-metrics.ts";
import { gridOver } from "../metrics/time-grid.ts";
import { type Comparison, comparisonOf } from "./comparison.ts";
import type { StrategyProgress } from "./progress-model.ts";
import { runStrategy } from "./run-strategy.ts";
import { metricsAreLive } from "./spike-plan.ts";
import { waitForMetrics } from "./wait-for-metrics.ts";

export interface ComparisonOptions {
  readonly clients: Clients;
  readonly outputs: EnvironmentOutputs;
  readonly clock: Clock;
  readonly random: Random;
  /** Names the run in its records: at most 128 characters. */
  readonly run: string;
  /** Records of the sample to write; undefined for all 1,000. */
  readonly records?: number | undefined;
  readonly timeoutSeconds: number;
  /** How long to wait for metrics that cover what was written. 0: take what there is. */
  readonly metricsWaitSeconds: number;
  readonly onProgress: (progress: StrategyProgress) => void;
  /** Called when every record is accounted for and the waiting for metrics begins. */
  readonly onMetricsWait: () => void;
}

/**
 * Sends the same spike by both strategies at the same moment, follows every record to its end, and
 * reads what the tables and queues did meanwhile.
 *
 * @throws SpillwayError when the environment can't be reached or lacks a part. A strategy that fails
 * by itself does not throw: it is in the comparison.
 */
export async function runComparison(options: ComparisonOptions): Promise<Comparison> {
  const { clients, outputs, clock, run, records } = options;
  const startedMs = clock.now();
  const stop = new AbortController();
  const live = liveEstimates(options, startedMs, stop.signal);
  const context = {
    clients,
    outputs,
    clock,
    random: options.random,
    deadline: Deadline.after(clock, options.timeoutSeconds * 1_000),
    signal: stop.signal,
    event: { run, returnKeys: true, ...(records === undefined ? {} : { records }) } as const,
    onProgress: live.show,
  };
  try {
    const [direct, buffered] = await Promise.all([
      runStrategy("direct", context),
      runStrategy("buffered", context),
    ]);
    const finishedMs = clock.now();
    stop.abort();
    options.onMetricsWait();
    const { metrics, complete } = await waitForMetrics({
      clients,
      outputs,
      clock,
      span: { fromMs: startedMs, toMs: finishedMs },
      expected: { direct: direct.accounting.written, buffered: buffered.accounting.written },
      waitSeconds: options.metricsWaitSeconds,
    });
    const span = { startedMs, finishedMs };
    return comparisonOf({ run, span, outputs, outcomes: { direct, buffered }, metrics, complete });
  } finally {
    stop.abort();
  }
}

const ESTIMATE_EVERY_MS = 2_000;

// Until the direct writer answers, nobody knows which keys to look for. Where metrics come at once
// the units that its table consumed tell how far it is.
function liveEstimates(options: ComparisonOptions, startedMs: number, signal: AbortSignal) {
  const { clients, outputs, clock, onProgress } = options;
  let invoking = true;
  const show = (progress: StrategyProgress) => {
    if (progress.strategy === "direct") invoking = progress.phase === "invoking";
    onProgress(progress);
  };
  const estimate = async () => {
    const queries = [metricQueryOfConsumed("direct", outputs.direct.table_name)];
    while (!signal.aborted) {
      await clock.sleep(ESTIMATE_EVERY_MS, signal);
      if (!invoking) return;
      const grid = gridOver(startedMs, clock.now(), outputs.metric_period_seconds);
      const points = await readDatapoints(clients, queries, grid);
      const consumed = [...points.values()].flat().reduce((sum, { value }) => sum + value, 0);
      if (!invoking) return;
      onProgress({
        strategy: "direct",
        phase: "invoking",
        records: options.records ?? SAMPLE_RECORDS,
        written: Math.min(options.records ?? SAMPLE_RECORDS, Math.round(consumed)),
        failed: 0,
        estimated: true,
      });
    }
  };
  // An estimate that can't be had is not worth a word: the strategies themselves say what is wrong.
  if (metricsAreLive(outputs)) estimate().catch(() => undefined);
  return { show };
}

/** Records in the sample that both producers send. */
const SAMPLE_RECORDS = 1_000;
