import { type Clock, Deadline } from "@spillway/pacing";
import type { Clients } from "../environment/clients.ts";
import type { EnvironmentOutputs } from "../environment/outputs.ts";
import { readRunMetrics } from "../metrics/read-metrics.ts";
import { type RunMetrics, sumOf } from "../metrics/run-metrics.ts";
import type { Strategy } from "./figures.ts";

export interface MetricsWait {
  readonly clients: Clients;
  readonly outputs: EnvironmentOutputs;
  readonly clock: Clock;
  /** The run, in milliseconds since 1970. */
  readonly span: { readonly fromMs: number; readonly toMs: number };
  /** Write units that each table must have consumed: a record takes at least one. */
  readonly expected: Readonly<Record<Strategy, number>>;
  readonly waitSeconds: number;
}

/**
 * Reads the run's metrics, again and again until they cover what was written or the time is up:
 * CloudWatch shows a period some time after it has ended.
 *
 * @returns the metrics, and whether they cover what was written
 */
export async function waitForMetrics(
  options: MetricsWait,
): Promise<{ metrics: RunMetrics; complete: boolean }> {
  const { clients, outputs, clock, span, expected } = options;
  const periodMs = outputs.metric_period_seconds * 1_000;
  const pollMs = Math.min(20_000, Math.max(1_000, periodMs / 3));
  const deadline = Deadline.after(clock, options.waitSeconds * 1_000);
  for (;;) {
    const metrics = await readRunMetrics(clients, outputs, {
      fromMs: span.fromMs,
      // One period more: the last writes may be counted in the next one.
      toMs: span.toMs + periodMs,
    });
    const complete =
      sumOf(metrics.direct.consumed) >= expected.direct &&
      sumOf(metrics.buffered.consumed) >= expected.buffered;
    if (complete || deadline.hasPassed()) return { metrics, complete };
    await clock.sleep(Math.min(pollMs, deadline.remainingMs()));
  }
}
