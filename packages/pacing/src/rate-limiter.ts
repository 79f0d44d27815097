import type { Clock } from "./clock.ts";
import { TokenBucket } from "./token-bucket.ts";
import { Turnstile } from "./turnstile.ts";

/** How a limiter lets work through. */
export interface RateLimiterOptions {
  readonly clock: Clock;
  /** Units a second, above 0. */
  readonly ratePerSecond: number;
  /** Units that may go at once after a pause, above 0. Default: one second's worth of the rate. */
  readonly burst?: number;
}

/**
 * Holds work to a rate of units a second: whoever asks first goes first, and a large request is not
 * passed by small ones behind it. A request above the burst waits for a full bucket and is paid off
 * by those who come after. So in any window it lets through at most `rate × window` units and, on
 * top, the burst or the window's last request, whichever is larger.
 *
 * @example
 * const limiter = new RateLimiter({ clock: systemClock, ratePerSecond: 500 });
 * await limiter.acquire(25); // resolves when 25 write units may be used
 */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #bucket: TokenBucket;
  /** Undefined when none was given: then it follows the rate. */
  #burst: number | undefined;
  readonly #turnstile: Turnstile;

  /** @throws BUCKET_INVALID if the rate or burst is not above 0 */
  constructor(options: RateLimiterOptions) {
    this.#clock = options.clock;
    this.#burst = options.burst;
    this.#turnstile = new Turnstile(options.clock);
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

  /**
   * Changes the rate from now on. Requests that wait in line see it when their turn comes; the one
   * whose turn it is looks again when its present wait is over.
   *
   * @param ratePerSecond units a second, above 0
   * @param burst default: the burst that was given before, or one second's worth if none ever was
   * @throws BUCKET_INVALID if one of them is not above 0; nothing changes then
   */
  setRate(ratePerSecond: number, burst?: number): void {
    const next = burst ?? this.#burst;
    this.#bucket.setRate(this.#clock.now(), ratePerSecond, next ?? ratePerSecond);
    this.#burst = next;
  }

  /**
   * Waits until `units` may be used.
   *
   * @throws the signal's reason as soon as it aborts; nothing was taken then
   * @throws BUCKET_INVALID if `units` is below 0 or NaN
   */
  async acquire(units: number, signal?: AbortSignal): Promise<void> {
    return this.#turnstile.pass(
      {
        delayUntil: (nowMs) => this.#bucket.delayUntil(nowMs, units),
        take: (nowMs) => this.#bucket.takeOnCredit(nowMs, units),
      },
      signal,
    );
  }
}
