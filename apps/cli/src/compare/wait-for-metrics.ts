import type { Clients } from "@spillway/aws-clients";
import { type Clock, Deadline } from "@spillway/pacing";
import type { OutputsWith } from "../environment/outputs.ts";
import { readRunMetrics } from "../metrics/read-metrics.ts";
import { coverWrites, type RunMetrics } from "../metrics/run-metrics.ts";
import type { ByStrategy } from "../strategies/strategy.ts";

export interface MetricsWait {
  readonly clients: Clients;
  readonly outputs: OutputsWith<"spike">;
  readonly clock: Clock;
  /** The run, in milliseconds since 1970. */
  readonly span: { readonly fromMs: number; readonly toMs: number };
  /** Records that were written to each table. */
  readonly written: ByStrategy<number>;
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
  const { clients, outputs, clock, span, written } = options;
  const periodMs = outputs.metric_period_seconds * 1_000;
  const pollMs = Math.min(20_000, Math.max(1_000, periodMs / 3));
  const deadline = Deadline.after(clock, options.waitSeconds * 1_000);
  for (;;) {
    const metrics = await readRunMetrics(clients, outputs, {
      fromMs: span.fromMs,
      // One period more: the last writes may be counted in the next one.
      toMs: span.toMs + periodMs,
    });
    const complete = coverWrites(metrics, written);
    if (complete || deadline.hasPassed()) return { metrics, complete };
    await clock.sleep(Math.min(pollMs, deadline.remainingMs()));
  }
}
