import {
  type Cost,
  costOfMonth,
  costOfRun,
  type Prices,
  type StrategyUsage,
  sqsRequestsOf,
} from "@spillway/capacity";
import { type FunctionMetrics, type StrategyMetrics, sumOf } from "../metrics/run-metrics.ts";
import type { DeployedStrategy } from "../strategies/deployed-strategies.ts";

/** What one strategy costs at AWS's list prices. */
export interface StrategyCost {
  /** This spike: the table's capacity for as long as it took, functions and queue. */
  readonly spike: Cost;
  /** A month of such spikes: the capacity all month, also between them. */
  readonly month: Cost;
}

/** What a strategy's answer says, where CloudWatch says nothing. */
export interface SpikeFacts {
  /** As long as the spike took. */
  readonly seconds: number;
  /** As long as its sender ran. */
  readonly functionSeconds: number;
  /** Records that went through the queue, each in a message of its own. */
  readonly queued: number;
}

/**
 * The cost of one strategy from what its run used.
 *
 * @param everyMinutes minutes from one spike of the month to the next
 */
export function costOf(
  deployed: DeployedStrategy,
  metrics: StrategyMetrics,
  facts: SpikeFacts,
  everyMinutes: number,
  prices: Prices,
): StrategyCost {
  const { table, sender, consumer } = metrics;
  const usage: StrategyUsage = {
    writeUnits: sumOf(table.consumed),
    capacity: provisioned(table.provisioned, deployed.writeCapacity),
    seconds: facts.seconds,
    lambda: functions([ran(sender, facts), consumer], deployed.memoryMb),
    // What Lambda's poller asks for in vain while the queue is empty is not a spike's and is left out.
    sqsRequests: sqsRequestsOf({ messages: facts.queued, receives: consumer.invocations }),
  };
  return {
    spike: costOfRun(usage, prices),
    month: costOfMonth(usage, everyMinutes, prices),
  };
}

// A capacity that changed on the way is paid for as its mean.
function provisioned(levels: readonly number[], fallback: number): StrategyUsage["capacity"] {
  const mean = levels.length === 0 ? fallback : sumOf(levels) / levels.length;
  return { mode: "provisioned", writeUnitsPerSecond: mean };
}

function ran(metrics: FunctionMetrics, facts: SpikeFacts): FunctionMetrics {
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
