import { type Clock, systemClock } from "@spillway/pacing";

/**
 * The time of one run. It stands still until it is started, so that a table is as old as the plan says when
 * the first write comes; and it can be moved on over a stretch in which nothing is written, so that thirty
 * quiet minutes take no time. In between it goes as fast as the machine's, or, stepped, by what is slept alone:
 * then a run does not depend on how fast the machine is.
 *
 * @example
 * const clock = new BenchClock(Date.UTC(2026, 0, 5));
 * clock.start();
 * clock.moveOn(clock.now() + 30 * 60_000);
 */
export class BenchClock implements Clock {
  readonly isStepped: boolean;
  #aheadMs = 0;
  #standsAtMs: number | undefined;

  /** @param isStepped for one that sleeps at a time; default false */
  constructor(startMs: number, isStepped = false) {
    this.#standsAtMs = startMs;
    this.isStepped = isStepped;
  }

  now(): number {
    return this.#standsAtMs ?? systemClock.now() + this.#aheadMs;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (this.isStepped) this.moveOn(this.now() + ms);
    else await systemClock.sleep(ms, signal);
  }

  /** From here on time goes. */
  start(): void {
    if (this.#standsAtMs === undefined || this.isStepped) return;
    this.#aheadMs = this.#standsAtMs - systemClock.now();
    this.#standsAtMs = undefined;
  }

  /** To a moment that is ahead; one that has passed changes nothing. */
  moveOn(toMs: number): void {
    const more = Math.max(0, toMs - this.now());
    if (this.#standsAtMs === undefined) this.#aheadMs += more;
    else this.#standsAtMs += more;
  }
}
