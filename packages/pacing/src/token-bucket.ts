import { SpillwayError } from "@spillway/errors";

/** How a bucket fills. */
export interface TokenBucketOptions {
  /** Tokens added a second, above 0. */
  readonly ratePerSecond: number;
  /** The most it holds, above 0. */
  readonly capacity: number;
  /** What it holds at the start. Default: full. */
  readonly tokens?: number;
  /** The time at the start in milliseconds. */
  readonly nowMs: number;
}

function requirePositive(name: string, value: number): number {
  if (value > 0 && Number.isFinite(value)) return value;
  throw new SpillwayError("BUCKET_INVALID", `${name} must be a number above 0, got ${value}`);
}

/**
 * A token bucket: in any window it gives out at most `rate × window + capacity` tokens. It has no
 * timer and no clock; the time is an argument, and time that goes back counts as no time.
 *
 * @see https://en.wikipedia.org/wiki/Token_bucket
 * @example
 * const bucket = new TokenBucket({ ratePerSecond: 10, capacity: 5, nowMs: 0 });
 * bucket.take(0, 5);       // → true
 * bucket.take(0, 1);       // → false
 * bucket.delayUntil(0, 1); // → 100 (ms)
 */
export class TokenBucket {
  #ratePerSecond: number;
  #capacity: number;
  #tokens: number;
  #updatedMs: number;

  constructor(options: TokenBucketOptions) {
    this.#ratePerSecond = requirePositive("ratePerSecond", options.ratePerSecond);
    this.#capacity = requirePositive("capacity", options.capacity);
    this.#tokens = Math.min(this.#capacity, options.tokens ?? this.#capacity);
    this.#updatedMs = options.nowMs;
  }

  /** Tokens added a second. */
  get ratePerSecond(): number {
    return this.#ratePerSecond;
  }

  /** The most it holds. */
  get capacity(): number {
    return this.#capacity;
  }

  /** What it holds now; below 0 when more was taken than it held. */
  available(nowMs: number): number {
    this.#refill(nowMs);
    return this.#tokens;
  }

  /** Takes `count` tokens if it holds them all, else none. */
  take(nowMs: number, count: number): boolean {
    if (this.available(nowMs) < count) return false;
    this.#tokens -= count;
    return true;
  }

  /** Takes `count` tokens whether it holds them or not: what is missing is owed by those who come after. */
  takeOnCredit(nowMs: number, count: number): void {
    this.#refill(nowMs);
    this.#tokens -= count;
  }

  /** Milliseconds until it will hold `count` tokens, or be full if it can never hold as many. */
  delayUntil(nowMs: number, count: number): number {
    const missing = Math.min(count, this.#capacity) - this.available(nowMs);
    return missing <= 0 ? 0 : (missing / this.#ratePerSecond) * 1_000;
  }

  /** Changes the rate, and the capacity with it, from now on. What it holds above the capacity is lost. */
  setRate(nowMs: number, ratePerSecond: number, capacity = this.#capacity): void {
    this.#refill(nowMs);
    this.#ratePerSecond = requirePositive("ratePerSecond", ratePerSecond);
    this.#capacity = requirePositive("capacity", capacity);
    this.#tokens = Math.min(this.#capacity, this.#tokens);
  }

  #refill(nowMs: number): void {
    const elapsedMs = nowMs - this.#updatedMs;
    if (elapsedMs <= 0) return;
    this.#tokens = Math.min(
      this.#capacity,
      this.#tokens + (elapsedMs / 1_000) * this.#ratePerSecond,
    );
    this.#updatedMs = nowMs;
  }
}
