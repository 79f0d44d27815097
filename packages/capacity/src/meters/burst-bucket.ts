import { TokenBucket } from "@spillway/pacing";
import { BURST_SECONDS } from "../limits.ts";
import { unitsToTake } from "./units-to-take.ts";

/** How provisioned capacity is metered. */
export interface BurstBucketOptions {
  /** Provisioned units a second, above 0. */
  readonly ratePerSecond: number;
  /** Seconds of unused capacity that are kept. Default 300, as DynamoDB does; less than 1 counts as 1. */
  readonly burstSeconds?: number;
  /** Whether it begins with all its burst, as a table that was idle for long. Default false. */
  readonly startFull?: boolean;
  /** The time now in milliseconds. */
  readonly nowMs: number;
}

/**
 * Provisioned capacity with burst: what is not used in a second is kept for up to 300 seconds. Units
 * that are taken in any window never exceed rate × window + burst, where the burst is that of the
 * window's beginning and each rate counts for as long as it held. A new table has saved nothing: it
 * begins with the capacity of one second.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/burst-adaptive-capacity.html
 * @example
 * const bucket = new BurstBucket({ ratePerSecond: 25, nowMs: 0 });
 * bucket.tryTake(0, 26);       // → false: a new table has 25
 * bucket.tryTake(40_000, 1_000); // → true: 40 idle seconds saved 1,000
 * bucket.takeUpTo(42_000, 60);   // → 60 of the 75 that it holds then
 */
export class BurstBucket {
  readonly #burstSeconds: number;
  readonly #bucket: TokenBucket;

  /** @throws BUCKET_INVALID if the rate is not above 0 */
  constructor(options: BurstBucketOptions) {
    this.#burstSeconds = Math.max(1, options.burstSeconds ?? BURST_SECONDS);
    const capacity = options.ratePerSecond * this.#burstSeconds;
    this.#bucket = new TokenBucket({
      ratePerSecond: options.ratePerSecond,
      capacity,
      tokens: options.startFull ? capacity : options.ratePerSecond,
      nowMs: options.nowMs,
    });
  }

  /** Provisioned units a second. */
  get ratePerSecond(): number {
    return this.#bucket.ratePerSecond;
  }

  /** The most units that can be saved: the rate × the seconds of burst. */
  get burst(): number {
    return this.#bucket.capacity;
  }

  /** Units that could be taken now; below 0 when more was charged than there was. */
  available(nowMs: number): number {
    return this.#bucket.available(nowMs);
  }

  /**
   * Takes `units` if there are as many, else none.
   * @throws BUCKET_INVALID if `units` is below 0 or NaN
   */
  tryTake(nowMs: number, units: number): boolean {
    return this.#bucket.take(nowMs, units);
  }

  /**
   * Takes as many of `units` as there are, and says how many: a fraction of a unit too.
   * @throws BUCKET_INVALID if `units` is below 0 or NaN
   */
  takeUpTo(nowMs: number, units: number): number {
    const taken = unitsToTake(this.#bucket.available(nowMs), units);
    this.#bucket.take(nowMs, taken);
    return taken;
  }

  /**
   * Takes `units` whether there are as many or not, below 0 if need be.
   * @throws BUCKET_INVALID if `units` is below 0 or NaN
   */
  charge(nowMs: number, units: number): void {
    this.#bucket.takeOnCredit(nowMs, units);
  }

  /**
   * Puts back what was charged and not used; what the burst does not hold is lost.
   * @throws BUCKET_INVALID if `units` is below 0 or NaN
   */
  giveBack(nowMs: number, units: number): void {
    this.#bucket.giveBack(nowMs, units);
  }

  /**
   * Another provisioned rate from now on, as UpdateTable gives it. What was saved stays, up to the new burst.
   * @throws BUCKET_INVALID if the rate is not above 0
   */
  setRate(nowMs: number, ratePerSecond: number): void {
    this.#bucket.setRate(nowMs, ratePerSecond, ratePerSecond * this.#burstSeconds);
  }
}
