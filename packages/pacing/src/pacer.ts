import type { Clock } from "./clock.ts";
import { TokenBucket } from "./token-bucket.ts";

/** How a pacer lets work through. */
export interface PacerOptions {
  readonly clock: Clock;
  /** Units a second, above 0. */
  readonly ratePerSecond: number;
  /** Units that may go at once after a pause, above 0. Default: one second's worth. */
  readonly burst?: number;
}

/**
 * Holds work to a rate of units a second: whoever asks first goes first, and a large request is not
 * passed by small ones behind it. A request above the burst waits for a full bucket and is paid off
 * by those who come after.
 *
 * @example
 * const pacer = new Pacer({ clock: systemClock, ratePerSecond: 500 });
 * await pacer.acquire(25); // resolves when 25 write units may be used
 */
export class Pacer {
  readonly #clock: Clock;
  readonly #bucket: TokenBucket;
  #last: Promise<void> = Promise.resolve();

  constructor(options: PacerOptions) {
    this.#clock = options.clock;
    this.#bucket = new TokenBucket({
      ratePerSecond: options.ratePerSecond,
      capacity: options.burst ?? options.ratePerSecond,
      nowMs: options.clock.now(),
    });
  }

  /** Units a second. */
  get ratePerSecond(): number {
    return this.#bucket.ratePerSecond;
  }

  /** Changes the rate from now on; requests that wait already see it when their turn comes. */
  setRate(ratePerSecond: number, burst?: number): void {
    this.#bucket.setRate(this.#clock.now(), ratePerSecond, burst);
  }

  /**
   * Waits until `units` may be used.
   * @throws the signal's reason when it aborts first; nothing was taken then
   */
  acquire(units: number, signal?: AbortSignal): Promise<void> {
    const turn = this.#last.then(() => this.#take(units, signal));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #take(units: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    for (;;) {
      const delayMs = this.#bucket.delayUntil(this.#clock.now(), units);
      if (delayMs <= 0) break;
      await this.#clock.sleep(Math.ceil(delayMs), signal);
    }
    this.#bucket.takeOnCredit(this.#clock.now(), units);
  }
}
