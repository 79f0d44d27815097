import type { OutputsWith } from "../environment/outputs.ts";
import { deployedStrategies } from "../strategies/deployed-strategies.ts";
import type { RecordKey } from "./key-ledger.ts";

/**
 * When each key can be in its table at the earliest: all at once when their function wrote them
 * or left them to the queue as it could, evenly over the window when they were spread over one.
 */
export function dueKeys(
  keys: readonly RecordKey[],
  startedAtMs: number,
  windowSeconds: number,
): { key: RecordKey; dueAtMs: number }[] {
  return keys.map((key, index) => ({
    key,
    dueAtMs: startedAtMs + Math.floor((index * windowSeconds) / keys.length) * 1_000,
  }));
}

// The longest time that a strategy takes by plan.
function plannedSeconds(outputs: OutputsWith<"spike">): number {
  const planned = Object.values(deployedStrategies(outputs)).map(
    ({ windowSeconds, writeSeconds }) => Math.max(windowSeconds, writeSeconds ?? 0),
  );
  return Math.max(...planned);
}

/** Between two looks at a table: 1 s for a window of 45 s, 5 s for one of 225 s and above. */
export function pollMsFor(outputs: OutputsWith<"spike">): number {
  return Math.min(5_000, Math.max(1_000, (plannedSeconds(outputs) / 45) * 1_000));
}

/** How long a comparison may take when nobody says: the window twice, and 5 minutes. */
export function defaultTimeoutSeconds(outputs: OutputsWith<"spike">): number {
  return 2 * plannedSeconds(outputs) + 300;
}

/**
 * How long to wait for metrics when nobody says. AWS publishes DynamoDB's once a minute and takes
 * some minutes to.
 */
export function defaultMetricsWaitSeconds(outputs: OutputsWith<"spike">): number {
  return outputs.metric_period_seconds >= 60 ? 300 : 15;
}

/** Metrics that take minutes to come can't show progress. */
export function metricsAreLive(outputs: OutputsWith<"spike">): boolean {
  return outputs.metric_period_seconds <= 5;
}
