/** Where it begins: the default of a fixed one. */
const START = 5;
const MAX_CONCURRENCY = 64;
/** Answers that take this many times the quickest one's time tell of a queue: no more go at once. */
const QUEUED = 2;
/** And these tell that fewer should. */
const CROWDED = 3;
const LEFT_AFTER_THROTTLE = 0.7;

/**
 * Finds how many requests should be in flight: one more after each round of answers in which all of
 * it was used and answers came as quickly as ever, one fewer when they wait in a queue somewhere, and
 * 30 % fewer after a throttle, as congestion control by delay does for TCP. A round is as many
 * answers as may be in flight.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6817 LEDBAT, which backs off by delay too
 */
export class AdaptiveConcurrency {
  #limit = START;
  #quickestMs = Number.POSITIVE_INFINITY;
  #answers = 0;
  #sumMs = 0;
  #wasFull = false;
  #throttled = false;

  /** Requests that may be in flight. */
  get limit(): number {
    return this.#limit;
  }

  /**
   * An answer came.
   *
   * @param inFlight requests that were in flight when it came, its own included
   */
  answered(tookMs: number, inFlight: number, throttled: boolean): void {
    this.#quickestMs = Math.min(this.#quickestMs, tookMs);
    this.#sumMs += tookMs;
    this.#answers += 1;
    this.#wasFull ||= inFlight >= this.#limit;
    this.#throttled ||= throttled;
    if (this.#answers < this.#limit) return;
    this.#limit = this.#next(this.#sumMs / this.#answers / Math.max(1, this.#quickestMs));
    this.#answers = 0;
    this.#sumMs = 0;
    this.#wasFull = false;
    this.#throttled = false;
  }

  /** @param delay how many times the quickest answer's time an answer took on average */
  #next(delay: number): number {
    if (this.#throttled) return Math.max(1, Math.floor(this.#limit * LEFT_AFTER_THROTTLE));
    if (delay > CROWDED) return Math.max(1, this.#limit - 1);
    if (this.#wasFull && delay <= QUEUED) return Math.min(MAX_CONCURRENCY, this.#limit + 1);
    return this.#limit;
  }
}
