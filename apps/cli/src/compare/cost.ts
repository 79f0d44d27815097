import {
  type Cost,
  costOfMonth,
  costOfRun,
  type Prices,
  SQS_BATCH_MAX_MESSAGES,
  type StrategyUsage,
} from "@spillway/capacity";
import type { EnvironmentOutputs } from "../environment/outputs.ts";
import { type FunctionMetrics, type RunMetrics, sumOf } from "../metrics/run-metrics.ts";

/** A comparison's month has a spike every so many minutes, as the deployed schedule has. */
const SPIKE_EVERY_MINUTES = 10;

/** What one strategy costs at AWS's list prices. */
export interface StrategyCost {
  /** This spike: the table's capacity for as long as it took, functions and queue. */
  readonly spike: Cost;
  /** A month of such spikes: the capacity all month, also between them. */
  readonly month: Cost;
}

/** What the strategies' answers say, where CloudWatch says nothing. */
export interface SpikeFacts {
  readonly direct: { readonly seconds: number; readonly functionSeconds: number };
  readonly buffered: {
    readonly seconds: number;
    readonly functionSeconds: number;
    readonly messages: number;
  };
}

/** Costs of both strategies from what the run used. */
export function costsOf(
  outputs: EnvironmentOutputs,
  metrics: RunMetrics,
  facts: SpikeFacts,
  prices: Prices,
): { direct: StrategyCost; buffered: StrategyCost } {
  const { writer, producer, consumer } = metrics.functions;
  const direct: StrategyUsage = {
    writeUnits: sumOf(metrics.direct.consumed),
    capacity: provisioned(metrics.direct.provisioned, outputs.direct.write_capacity),
    seconds: facts.direct.seconds,
    lambda: functions([ran(writer, facts.direct)], outputs.direct.function_memory_mb),
    sqsRequests: 0,
  };
  const buffered: StrategyUsage = {
    writeUnits: sumOf(metrics.buffered.consumed),
    capacity: provisioned(metrics.buffered.provisioned, outputs.buffered.write_capacity),
    seconds: facts.buffered.seconds,
    lambda: functions(
      [ran(producer, facts.buffered), consumer],
      outputs.buffered.function_memory_mb,
    ),
    sqsRequests: queueRequests(facts.buffered.messages, consumer.invocations),
  };
  return { direct: cost(direct, prices), buffered: cost(buffered, prices) };
}

/**
 * Requests that SQS bills for a spike: sends by ten, then a receive and a delete for each ten
 * messages or for each invocation of the consumer, whichever is more. What Lambda's poller asks for
 * in vain while the queue is empty is not a spike's and is left out.
 */
export function queueRequests(messages: number, consumerInvocations: number): number {
  const sends = Math.ceil(messages / SQS_BATCH_MAX_MESSAGES);
  return sends + 2 * Math.max(sends, consumerInvocations);
}

function cost(usage: StrategyUsage, prices: Prices): StrategyCost {
  return {
    spike: costOfRun(usage, prices),
    month: costOfMonth(usage, SPIKE_EVERY_MINUTES, prices),
  };
}

// A capacity that changed on the way is paid for as its mean.
function provisioned(levels: readonly number[], fallback: number): StrategyUsage["capacity"] {
  const mean = levels.length === 0 ? fallback : sumOf(levels) / levels.length;
  return { mode: "provisioned", writeUnitsPerSecond: mean };
}

function ran(metrics: FunctionMetrics, facts: { functionSeconds: number }): FunctionMetrics {
  if (metrics.invocations > 0) return metrics;
  return { invocations: 1, milliseconds: facts.functionSeconds * 1_000 };
}

function functions(ran: readonly FunctionMetrics[], memoryMb: number): StrategyUsage["lambda"] {
  return {
    invocations: sumOf(ran.map(({ invocations }) => invocations)),
    seconds: sumOf(ran.map(({ milliseconds }) => milliseconds)) / 1_000,
    memoryMb,
    architecture: "arm64",
  };
}
