/** What an adaptive rate starts from and stays within; units a second. */
export interface AdaptiveRateOptions {
  /** The rate at the start, above 0. Default: the ceiling, or 1,000 without one. */
  readonly start?: number;
  /** The most it grows to. Default: none. */
  readonly ceiling?: number;
  /** The least it falls to. Default 1. */
  readonly floor?: number;
  /** What is left of the rate after a throttle, in (0, 1). Default 0.85. */
  readonly backOff?: number;
  /** The time at the start in milliseconds. */
  readonly nowMs: number;
}

const DEFAULT_START = 1_000;
/** How steeply it climbs away from the rate at which it was throttled, in 1 / s³. */
const STEEPNESS = 0.004;
/** While nothing throttles, the rate doubles in each second in which at least half of it is used. */
const START_DOUBLES_IN_MS = 1_000;
const USED_SHARE = 0.5;

/**
 * A rate that finds what a service takes: it falls by a factor at a throttle, comes back fast, stays
 * for long near the rate at which it was throttled and then climbs faster and faster beyond it, as
 * CUBIC does for TCP and the AWS SDKs' adaptive mode does for requests. Unlike there the climb is
 * relative to the rate, so that it takes as long at 10 units a second as at 10,000. Before the first
 * throttle it doubles each second while it is used. It never climbs above twice what is used, so that
 * a pause does not leave a rate that nothing has tried.
 *
 * It has no clock: the time is an argument.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9438
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 * @example
 * const rate = new AdaptiveRate({ ceiling: 500, nowMs: 0 });
 * rate.at(0, 0);             // → 500
 * rate.throttled(1_000, 400); // what went through was 400 a second
 * rate.at(1_000, 400);        // → 340
 */
export class AdaptiveRate {
  #ceiling: number;
  readonly #floor: number;
  readonly #backOff: number;
  #rate: number;
  #updatedMs: number;
  /** Set from the first throttle on: when it was, what the rate was worth then, and what was left. */
  #throttle: { readonly atMs: number; readonly worth: number; readonly left: number } | undefined;

  constructor(options: AdaptiveRateOptions) {
    const { ceiling = Number.POSITIVE_INFINITY, floor = 1, backOff = 0.85, nowMs } = options;
    const { start = Math.min(ceiling, Number.isFinite(ceiling) ? ceiling : DEFAULT_START) } =
      options;
    this.#ceiling = ceiling;
    this.#floor = floor;
    this.#backOff = backOff;
    this.#rate = this.#within(start);
    this.#updatedMs = nowMs;
  }

  /** When it fell last, in milliseconds; undefined if it never did. */
  get throttledAtMs(): number | undefined {
    return this.#throttle?.atMs;
  }

  /**
   * The rate now.
   *
   * @param used units a second that go through at present
   */
  at(nowMs: number, used: number): number {
    const elapsedMs = nowMs - this.#updatedMs;
    if (elapsedMs <= 0) return this.#rate;
    this.#updatedMs = nowMs;
    if (this.#throttle === undefined) {
      if (used >= this.#rate * USED_SHARE) {
        this.#rate = this.#within(this.#rate * 2 ** Math.min(1, elapsedMs / START_DOUBLES_IN_MS));
      }
      return this.#rate;
    }
    const { atMs, worth, left } = this.#throttle;
    const backSeconds = Math.cbrt((1 - this.#backOff) / STEEPNESS);
    const climb = 1 + STEEPNESS * ((nowMs - atMs) / 1_000 - backSeconds) ** 3;
    this.#rate = this.#within(Math.min(worth * climb, Math.max(left, worth, used * 2)));
    return this.#rate;
  }

  /**
   * It was too high: the rate falls.
   *
   * @param used units a second that went through; if that is far below the rate, the rate falls to it
   */
  throttled(nowMs: number, used: number): void {
    const worth = Math.min(this.#rate, Math.max(used, this.#rate / 2));
    this.#rate = this.#within(worth * this.#backOff);
    this.#throttle = { atMs: nowMs, worth, left: this.#rate };
    this.#updatedMs = nowMs;
  }

  /**
   * The ceiling moves: a table was given more or less capacity. A rate that stood at it, with nothing
   * throttled so far, moves with it; any other finds its way by itself.
   *
   * @param ceiling units a second; undefined for none
   */
  setCeiling(ceiling = Number.POSITIVE_INFINITY): void {
    const follows = this.#throttle === undefined && this.#rate === this.#ceiling;
    this.#ceiling = ceiling;
    this.#rate = this.#within(follows && Number.isFinite(ceiling) ? ceiling : this.#rate);
  }

  #within(rate: number): number {
    return Math.min(this.#ceiling, Math.max(this.#floor, rate));
  }
}
