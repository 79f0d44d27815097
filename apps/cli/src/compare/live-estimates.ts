import { gridOver } from "@spillway/aws";
import type { Clients } from "@spillway/aws-clients";
import type { Clock } from "@spillway/pacing";
import type { OutputsWith } from "../environment/outputs.ts";
import { metricQueryOfConsumed } from "../metrics/metric-queries.ts";
import { readMetrics } from "../metrics/read-metrics.ts";
import { sumOf } from "../metrics/run-metrics.ts";
import { deployedStrategies } from "../strategies/deployed-strategies.ts";
import { type Strategy, strategyEntries } from "../strategies/strategy.ts";
import type { StrategyProgress } from "./progress-model.ts";
import { metricsAreLive } from "./spike-plan.ts";

const ESTIMATE_EVERY_MS = 2_000;

/** Records in the sample that every sender sends. */
const SAMPLE_RECORDS = 1_000;

export interface EstimateOptions {
  readonly clients: Clients;
  readonly outputs: OutputsWith<"spike">;
  readonly clock: Clock;
  /** Records of the sample to write; undefined for all 1,000. */
  readonly records?: number | undefined;
  readonly onProgress: (progress: StrategyProgress) => void;
}

/**
 * Until a function answers, nobody knows which keys to look for. Where metrics come at once, the
 * units that its table consumed tell how far it is.
 *
 * @returns passes progress on to `onProgress`, and estimates between, until `signal` is aborted
 */
export function withLiveEstimates(
  options: EstimateOptions,
  startedMs: number,
  signal: AbortSignal,
): (progress: StrategyProgress) => void {
  const { clients, outputs, clock, onProgress, records = SAMPLE_RECORDS } = options;
  const tables = strategyEntries(deployedStrategies(outputs));
  const invoking = new Set<Strategy>(tables.map(([strategy]) => strategy));
  const estimate = async () => {
    while (!signal.aborted && invoking.size > 0) {
      await clock.sleep(ESTIMATE_EVERY_MS, signal);
      const asked = tables.filter(([strategy]) => invoking.has(strategy));
      const queries = asked.map(([strategy, { table }]) => metricQueryOfConsumed(strategy, table));
      const grid = gridOver(startedMs, clock.now(), outputs.metric_period_seconds);
      if (queries.length === 0) return;
      const points = await readMetrics(clients, queries, grid);
      for (const [index, [strategy]] of asked.entries()) {
        if (!invoking.has(strategy)) continue;
        const series = points.get(queries[index]?.id ?? "") ?? [];
        const consumed = sumOf(series.map(({ value }) => value));
        const written = Math.min(records, Math.round(consumed));
        onProgress({ strategy, phase: "invoking", records, written, failed: 0, estimated: true });
      }
    }
  };
  // An estimate that can't be had is not worth a word: the strategies themselves say what is wrong.
  if (metricsAreLive(outputs)) estimate().catch(() => undefined);
  return (progress) => {
    if (progress.phase !== "invoking") invoking.delete(progress.strategy);
    onProgress(progress);
  };
}
