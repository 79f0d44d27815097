import { pricesOf } from "@spillway/capacity";
import { type Comparison, comparisonOf } from "../../src/compare/comparison.ts";
import type { StrategyOutcome } from "../../src/compare/strategy-outcome.ts";
import { type OutputsWith, parseOutputs, requireFeature } from "../../src/environment/outputs.ts";
import type { RunMetrics, StrategyMetrics } from "../../src/metrics/run-metrics.ts";
import { mapStrategies, type Strategy } from "../../src/strategies/strategy.ts";

/** Outputs as Terraform writes them for the environment `local`. */
export const OUTPUT_VALUES = {
  environment: "local",
  region: "us-east-1",
  endpoint_url: "http://127.0.0.1:4566",
  metric_period_seconds: 1,
  burst_seconds: 10,
  alarm_topic_arn: "arn:aws:sns:us-east-1:123456789012:spillway-local-alarms",
  features: ["spike"],
  spike: {
    dashboard_name: "spillway-local-spike",
    schedule_expression: "rate(10 minutes)",
    schedule_enabled: true,
    direct: {
      table_name: "spillway-local-direct",
      write_capacity: 25,
      function_name: "spillway-local-direct-writer",
      function_memory_mb: 512,
      failure_queue_url: "http://127.0.0.1:4566/123456789012/spillway-local-direct-failures",
      failure_queue_name: "spillway-local-direct-failures",
    },
    buffered: {
      table_name: "spillway-local-buffered",
      write_capacity: 25,
      producer_function_name: "spillway-local-queue-producer",
      consumer_function_name: "spillway-local-queue-consumer",
      function_memory_mb: 512,
      queue_url: "http://127.0.0.1:4566/123456789012/spillway-local-buffer",
      queue_name: "spillway-local-buffer",
      dead_letter_queue_url: "http://127.0.0.1:4566/123456789012/spillway-local-buffer-dead",
      dead_letter_queue_name: "spillway-local-buffer-dead",
      distribution_window_seconds: 45,
      maximum_concurrency: 2,
    },
    spillover: {
      table_name: "spillway-local-spillover",
      write_capacity: 25,
      function_name: "spillway-local-spillover-writer",
      consumer_function_name: "spillway-local-spillover-consumer",
      function_memory_mb: 512,
      queue_url: "http://127.0.0.1:4566/123456789012/spillway-local-spill",
      queue_name: "spillway-local-spill",
      dead_letter_queue_url: "http://127.0.0.1:4566/123456789012/spillway-local-spill-dead",
      dead_letter_queue_name: "spillway-local-spill-dead",
      failure_queue_url: "http://127.0.0.1:4566/123456789012/spillway-local-spill-failures",
      failure_queue_name: "spillway-local-spill-failures",
      write_seconds: 20,
      maximum_concurrency: 2,
    },
  },
};

/** What an environment has that was deployed before there was spillover. */
export const WITHOUT_SPILLOVER = { spike: { ...OUTPUT_VALUES.spike, spillover: undefined } };

/** The outputs document as it was before there were features. */
export function outputsBeforeFeatures(outputs: unknown = OUTPUT_VALUES): Record<string, unknown> {
  const { spike, burst_seconds: _, ...shared } = outputs as typeof OUTPUT_VALUES;
  const { schedule_expression: __, schedule_enabled: ___, ...strategies } = spike;
  return { ...shared, ...strategies };
}

/** The outputs document with some values set otherwise. */
export function outputsWith(change: Record<string, unknown> = {}): OutputsWith<"spike"> {
  const outputs = parseOutputs(JSON.stringify({ ...OUTPUT_VALUES, ...change }), "sample");
  return requireFeature(outputs, "spike");
}

const SECONDS = 52;
const STARTED_MS = Date.parse("2026-11-21T07:24:36.000Z");

function seconds(valueAt: (second: number) => number): number[] {
  // The grid begins a second before the run.
  return Array.from({ length: SECONDS }, (_, index) => Math.max(0, Math.round(valueAt(index - 1))));
}

/** Metrics with the shape that a local run has: a spike against a wall, and two flows below it. */
export function sampleMetrics(
  change: Partial<Record<Strategy, Partial<StrategyMetrics>>> = {},
): RunMetrics {
  const strategies = { direct: directMetrics(), buffered: bufferedMetrics(), spillover: spilled() };
  return {
    grid: { startMs: STARTED_MS - 1_000, periodSeconds: 1, length: SECONDS },
    strategies: mapStrategies<StrategyMetrics, StrategyMetrics>(
      strategies,
      (metrics, strategy) => ({
        ...metrics,
        ...change[strategy],
      }),
    ),
  };
}

const NEVER = { invocations: 0, milliseconds: 0 };

function directMetrics(): StrategyMetrics {
  return {
    table: {
      consumed: seconds((second) => {
        if (second < 1 || second > 22) return 0;
        if (second === 1) return 341;
        return second === 2 ? 68 : 25 + ((second * 7) % 5) - 2;
      }),
      throttled: seconds((second) =>
        second < 1 || second > 22 ? 0 : 620 * Math.exp(-second / 5) + ((second * 13) % 23),
      ),
      provisioned: seconds(() => 25),
    },
    queue: null,
    sender: { invocations: 1, milliseconds: 21_840 },
    consumer: NEVER,
  };
}

function bufferedMetrics(): StrategyMetrics {
  const waiting = (second: number) => (second < 2 ? second * 500 : 1_000 - (second - 1) * 22.2);
  return {
    table: {
      consumed: seconds((second) =>
        second < 2 || second > 46 ? 0 : 22.4 + ((second * 5) % 7) / 3 - 1,
      ),
      throttled: seconds(() => 0),
      provisioned: seconds(() => 25),
    },
    queue: {
      delayed: seconds((second) => waiting(second) * 0.98),
      visible: seconds((second) => (second < 2 || second > 46 ? 0 : 6 + ((second * 11) % 9))),
      inFlight: seconds((second) => (second < 2 || second > 46 ? 0 : 12 + ((second * 3) % 14))),
    },
    sender: { invocations: 1, milliseconds: 1_410 },
    consumer: { invocations: 61, milliseconds: 9_300 },
  };
}

function spilled(): StrategyMetrics {
  const waiting = (second: number) => (second < 20 ? 0 : 420 - (second - 20) * 24);
  return {
    table: {
      consumed: seconds((second) => {
        if (second < 1 || second > 38) return 0;
        return second < 5 ? 45 : 24 + ((second * 3) % 4) / 2;
      }),
      throttled: seconds(() => 0),
      provisioned: seconds(() => 25),
    },
    queue: {
      delayed: seconds((second) => waiting(second) * 0.4),
      visible: seconds((second) => waiting(second) * 0.55),
      inFlight: seconds((second) => waiting(second) * 0.05),
    },
    sender: { invocations: 1, milliseconds: 20_310 },
    consumer: { invocations: 30, milliseconds: 6_200 },
  };
}

/** How a strategy's records ended, all written unless said otherwise. */
function outcomeWith(change: Partial<StrategyOutcome> = {}): StrategyOutcome {
  return {
    accounting: { records: 1_000, written: 1_000, failed: 0, unaccounted: 0 },
    failures: [],
    secondsToComplete: 46.2,
    functionSeconds: 1.4,
    report: null,
    problem: null,
    ...change,
  };
}

/** A comparison in which the direct way lost some records, and 420 of another spilled. */
export function sampleComparison(
  change: Partial<Record<Strategy, Partial<StrategyOutcome>>> = {},
  outputs = outputsWith(),
  prices = pricesOf("us-east-1"),
): Comparison {
  return comparisonOf({
    run: "019abc12-7f3e-7000-8000-5b1d2c3e4f50",
    span: { startedMs: STARTED_MS, finishedMs: STARTED_MS + 47_900 },
    outputs,
    outcomes: {
      direct: outcomeWith({
        accounting: { records: 1_000, written: 904, failed: 96, unaccounted: 0 },
        failures: [
          {
            code: "ATTEMPTS_EXHAUSTED",
            message: "still unprocessed after 8 attempts",
            records: 96,
          },
        ],
        secondsToComplete: 21.9,
        functionSeconds: 21.9,
        report: { read: 1_000, failed: 96, sent: 0, spilled: 0, errors: [] },
        ...change.direct,
      }),
      buffered: outcomeWith({
        report: { read: 1_000, failed: 0, sent: 1_000, spilled: 0, errors: [] },
        ...change.buffered,
      }),
      spillover: outcomeWith({
        secondsToComplete: 38.4,
        functionSeconds: 20.4,
        report: { read: 1_000, failed: 0, sent: 0, spilled: 420, errors: [] },
        ...change.spillover,
      }),
    },
    metrics: sampleMetrics(),
    complete: true,
    prices,
  });
}
