import type { LoadPattern } from "../load/table-load.ts";
import { MONDAY_MS } from "./shapes.ts";

/** Spikes that come again and again. */
export interface SpikePatternOptions {
  /** Writes of one spike; all of them come within one second. */
  readonly writes: number;
  /** Seconds from one spike to the next; a whole number, 1 or more. */
  readonly everySeconds: number;
  /** Writes a second all the time, beneath the spikes. Default 0. */
  readonly writesPerSecond?: number;
  /** Default 30. */
  readonly days?: number;
  /** When it begins, in milliseconds, a midnight in UTC. Default Monday, 5 January 2026. */
  readonly startMs?: number;
}

/**
 * So many writes at once, every so often, by the second. The first one comes at the end of the first
 * interval, so that the table has saved as much for it as for all others.
 *
 * @example
 * spikePattern({ writes: 1_000, everySeconds: 600 }); // 144 spikes a day
 */
export function spikePattern(options: SpikePatternOptions): LoadPattern {
  const { writes: ofSpike, everySeconds, writesPerSecond = 0 } = options;
  const { days = 30, startMs = MONDAY_MS } = options;
  const writes = new Float64Array(days * 86_400).fill(writesPerSecond);
  for (let second = everySeconds - 1; second < writes.length; second += everySeconds) {
    writes[second] = writesPerSecond + ofSpike;
  }
  return { name: "spike", startMs, stepSeconds: 1, writes };
}
