import { setTimeout as delay } from "node:timers/promises";
import { steadyTime } from "./steady-time.ts";

/** Time, passed in so that a test can move it by hand. */
export interface Clock {
  /** Milliseconds since some fixed moment; never goes back. The system clock counts from 1970. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Where jitter comes from: a number in [0, 1), as `Math.random` gives. */
export type Random = () => number;

const MAX_TIMER_MS = 2_147_483_647;

/**
 * The machine's clock: wall-clock time that runs steadily (`steadyTime`). A sleep of more than 2^31 ms
 * (24 days), which no timer can hold, ends after those.
 */
export const systemClock: Clock = {
  now: steadyTime(
    () => Date.now(),
    () => performance.now(),
  ),
  async sleep(ms, signal) {
    signal?.throwIfAborted();
    try {
      await delay(Math.min(MAX_TIMER_MS, Math.max(0, ms)), undefined, signal ? { signal } : {});
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  },
};
