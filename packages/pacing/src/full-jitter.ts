import type { Random } from "./clock.ts";

/** What a delay is drawn from. */
export interface FullJitterOptions {
  /** How many attempts have failed before this delay, counted from 0: the first retry waits with 0. */
  readonly attempt: number;
  /** Upper bound of the first delay in milliseconds. Default 50. */
  readonly baseMs?: number;
  /** Upper bound of every delay in milliseconds. Default 20,000. */
  readonly capMs?: number;
  /** Default `Math.random`. */
  readonly random?: Random;
}

const MAX_DOUBLINGS = 60;

/**
 * How long to wait before a retry: `random(0, min(cap, base × 2^attempt))` milliseconds. Spreading
 * over the whole interval lets clients that failed together come back apart.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 * @example
 * fullJitterDelay({ attempt: 3, random: () => 0.5 }); // → 200, half of 50 × 2^3
 */
export function fullJitterDelay(options: FullJitterOptions): number {
  const { attempt, baseMs = 50, capMs = 20_000, random = Math.random } = options;
  // Doubling stops short of Infinity, which times a base of 0 is no number.
  return random() * Math.min(capMs, baseMs * 2 ** Math.min(attempt, MAX_DOUBLINGS));
}
