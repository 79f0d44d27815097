import type { SpillwayError } from "@spillway/errors";
import { pacingError } from "./errors.ts";

/** How a bucket fills. */
export interface TokenBucketOptions {
  /** Tokens added a second, above 0. */
  readonly ratePerSecond: number;
  /** The most it holds, above 0. */
  readonly capacity: number;
  /** What it holds at the start, at most its capacity; below 0 for a debt. Default: full. */
  readonly tokens?: number;
  /** The time at the start in milliseconds. */
  readonly nowMs: number;
}

function invalid(expected: string, value: number): SpillwayError {
  return pacingError("BUCKET_INVALID", `expected ${expected}; came ${value}`, {
    hint: "Rates, capacities and counts are finite numbers of units; rates and capacities are above 0.",
  });
}

function requirePositive(name: string, value: number): number {
  if (value > 0 && Number.isFinite(value)) return value;
  throw invalid(`${name} above 0`, value);
}

/** A negative count would fill the bucket, and NaN would open it for good. */
function requireCount(count: number): number {
  if (count >= 0) return count;
  throw invalid("a count of tokens of 0 or more", count);
}

/**
 * A token bucket: in any window it gives out at most `rate × window + capacity` tokens. Where the
 * rate or the capacity changes within the window, that is at most what the rates made in it, each
 * for as long as it held, and the capacity that held when the window began. Tokens taken on credit
 * are not bounded; they are paid back before any others are given.
 *
 * It has no timer and no clock; the time is an argument, and time that goes back counts as no time.
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

  /** @throws BUCKET_INVALID if the rate or capacity is not above 0 */
  constructor(options: TokenBucketOptions) {
    this.#ratePerSecond = requirePositive("ratePerSecond", options.ratePerSecond);
    this.#capacity = requirePositive("capacity", options.capacity);
    const { tokens = this.#capacity } = options;
    if (!Number.isFinite(tokens)) throw invalid("a number of tokens", tokens);
    this.#tokens = Math.min(this.#capacity, tokens);
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

  /**
   * Takes `count` tokens if it holds them all, else none.
   * @throws BUCKET_INVALID if `count` is below 0 or NaN
   */
  take(nowMs: number, count: number): boolean {
    if (this.available(nowMs) < requireCount(count)) return false;
    this.#tokens -= count;
    return true;
  }

  /**
   * Takes `count` tokens whether it holds them or not: what is missing is owed by those who come after.
   * @throws BUCKET_INVALID if `count` is below 0 or NaN
   */
  takeOnCredit(nowMs: number, count: number): void {
    this.#refill(nowMs);
    this.#tokens -= requireCount(count);
  }

  /**
   * Puts `count` tokens back that were taken and not used; what does not fit is lost.
   * @throws BUCKET_INVALID if `count` is below 0 or NaN
   */
  giveBack(nowMs: number, count: number): void {
    this.#refill(nowMs);
    this.#tokens = Math.min(this.#capacity, this.#tokens + requireCount(count));
  }

  /**
   * Milliseconds until it will hold `count` tokens, or be full if it can never hold as many.
   * @throws BUCKET_INVALID if `count` is below 0 or NaN
   */
  delayUntil(nowMs: number, count: number): number {
    const missing = Math.min(requireCount(count), this.#capacity) - this.available(nowMs);
    return missing <= 0 ? 0 : (missing / this.#ratePerSecond) * 1_000;
  }

  /**
   * Changes the rate, and the capacity where one is given, from now on. What it holds above the new
   * capacity is lost; a larger capacity fills at the new rate.
   * @throws BUCKET_INVALID if one of them is not above 0; nothing changes then
   */
  setRate(nowMs: number, ratePerSecond: number, capacity = this.#capacity): void {
    requirePositive("ratePerSecond", ratePerSecond);
    requirePositive("capacity", capacity);
    this.#refill(nowMs);
    this.#ratePerSecond = ratePerSecond;
    this.#capacity = capacity;
    this.#tokens = Math.min(this.#capacity, this.#tokens);
  }

  #refill(nowMs: number): void {
    const elapsedMs = nowMs - this.#updatedMs;
    if (!(elapsedMs > 0)) return;
    this.#tokens = Math.min(
      this.#capacity,
      this.#tokens + (elapsedMs / 1_000) * this.#ratePerSecond,
    );
    this.#updatedMs = nowMs;
  }
}
