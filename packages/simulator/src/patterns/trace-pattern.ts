import type { LoadPattern } from "../load/table-load.ts";
import { seededRandom } from "./seeded-random.ts";
import { withNoise } from "./shapes.ts";
import { APPLE_MENTIONS } from "./traces/apple-mentions.ts";
import type { CountedTrace } from "./traces/counted-trace.ts";

/** How a trace becomes a load. */
export interface TraceOptions {
  /** How many writes an event stands for. */
  readonly writesPerEvent: number;
  readonly seed: number;
}

/**
 * A load by the minute with the counts of a trace: those of a step are spread evenly over its minutes, but
 * for the noise that single events bring about.
 */
export function tracePattern(
  trace: CountedTrace,
  { writesPerEvent, seed }: TraceOptions,
): LoadPattern {
  const random = seededRandom(seed);
  const minutes = trace.stepSeconds / 60;
  const counts = trace.counts.split(" ").map(Number);
  const writes = Float64Array.from({ length: counts.length * minutes }, (_, minute) => {
    const events = (counts[Math.floor(minute / minutes)] ?? 0) / trace.stepSeconds;
    return withNoise(events, 0, random) * writesPerEvent;
  });
  // A trace is by the minute from its first on, whatever the second at which it was counted.
  const startMs = Math.floor(Date.parse(trace.firstStep) / 60_000) * 60_000;
  return { name: trace.name, startMs, stepSeconds: 60, writes };
}

/**
 * Real traffic: thirty days of mentions of a stock on Twitter, with the spikes that news bring about.
 *
 * @param options how many writes a mention stands for; default 100: 30 writes a second in the mean
 */
export function tweetsPattern(options: Partial<TraceOptions> = {}): LoadPattern {
  return tracePattern(APPLE_MENTIONS, { writesPerEvent: 100, seed: 1, ...options });
}
