import type { Clock } from "./clock.ts";

/**
 * A moment after which work should stop.
 *
 * @example
 * const deadline = Deadline.after(systemClock, 30_000);
 * deadline.remainingMs(); // → at most 30,000, never below 0
 */
export class Deadline {
  readonly #clock: Clock;
  /** The moment in the clock's milliseconds; `Infinity` for never. */
  readonly atMs: number;

  constructor(clock: Clock, atMs: number) {
    this.#clock = clock;
    this.atMs = atMs;
  }

  /** `ms` milliseconds from now. */
  static after(clock: Clock, ms: number): Deadline {
    return new Deadline(clock, clock.now() + ms);
  }

  /** A deadline that never passes. */
  static never(clock: Clock): Deadline {
    return new Deadline(clock, Number.POSITIVE_INFINITY);
  }

  /** Milliseconds left, 0 when it has passed. */
  remainingMs(): number {
    return Math.max(0, this.atMs - this.#clock.now());
  }

  hasPassed(): boolean {
    return this.remainingMs() === 0;
  }
}
