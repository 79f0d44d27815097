import { TokenBucket } from "@spillway/pacing";
import {
  ON_DEMAND_GROWTH_FACTOR,
  ON_DEMAND_GROWTH_MS,
  ON_DEMAND_INITIAL_WRITE_UNITS,
} from "../limits.ts";
import { unitsToTake } from "./units-to-take.ts";

/** How an on-demand table or index is metered. */
export interface OnDemandMeterOptions {
  /** Units a second that it sustains when new. Default 4,000, DynamoDB's for writes. */
  readonly initialUnits?: number;
  /** The time now in milliseconds. */
  readonly nowMs: number;
}

interface Peak {
  readonly atMs: number;
  /** Units in that second. */
  readonly units: number;
}

/**
 * On-demand capacity: a new table sustains 4,000 write units a second; it takes double its previous
 * peak at once, and a peak counts as previous when it is 30 minutes old. A peak is the units taken
 * in one second, and the limit never falls. In any window it gives at most the limit × (window + 1
 * second).
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html
 * @example
 * const meter = new OnDemandMeter({ nowMs: 0 });
 * meter.tryTake(0, 4_000);     // → true
 * meter.tryTake(0, 1);         // → false
 * meter.limit(31 * 60_000);    // → 8,000
 */
export class OnDemandMeter {
  readonly #bucket: TokenBucket;
  /** Peaks that are not 30 minutes old yet, each higher than the one before. */
  readonly #rising: Peak[] = [];
  #secondStartMs: number;
  #unitsThisSecond = 0;

  /** @throws BUCKET_INVALID if the initial units are not above 0 */
  constructor(options: OnDemandMeterOptions) {
    const units = options.initialUnits ?? ON_DEMAND_INITIAL_WRITE_UNITS;
    this.#secondStartMs = options.nowMs;
    this.#bucket = new TokenBucket({ ratePerSecond: units, capacity: units, nowMs: options.nowMs });
  }

  /** Units a second that it takes now. */
  limit(nowMs: number): number {
    this.#settle(nowMs);
    return this.#bucket.ratePerSecond;
  }

  /** Units that could be taken now. */
  available(nowMs: number): number {
    this.#settle(nowMs);
    return this.#bucket.available(nowMs);
  }

  /**
   * Takes `units` if there are as many, else none.
   * @throws BUCKET_INVALID if `units` is below 0 or NaN
   */
  tryTake(nowMs: number, units: number): boolean {
    this.#settle(nowMs);
    if (!this.#bucket.take(nowMs, units)) return false;
    this.#unitsThisSecond += units;
    return true;
  }

  /**
   * Takes as many of `units` as there are, and says how many: a fraction of a unit too.
   * @throws BUCKET_INVALID if `units` is below 0 or NaN
   */
  takeUpTo(nowMs: number, units: number): number {
    const taken = unitsToTake(this.available(nowMs), units);
    this.tryTake(nowMs, taken);
    return taken;
  }

  /**
   * Takes `units` whether there are as many or not, below 0 if need be.
   * @throws BUCKET_INVALID if `units` is below 0 or NaN
   */
  charge(nowMs: number, units: number): void {
    this.#settle(nowMs);
    this.#bucket.takeOnCredit(nowMs, units);
    this.#unitsThisSecond += units;
  }

  /**
   * Puts back what was charged and not used.
   * @throws BUCKET_INVALID if `units` is below 0 or NaN
   */
  giveBack(nowMs: number, units: number): void {
    this.#settle(nowMs);
    this.#bucket.giveBack(nowMs, units);
    this.#unitsThisSecond = Math.max(0, this.#unitsThisSecond - units);
  }

  #settle(nowMs: number): void {
    if (nowMs - this.#secondStartMs >= 1_000) {
      this.#notePeak();
      this.#secondStartMs = nowMs;
      this.#unitsThisSecond = 0;
    }
    for (let peak = this.#rising[0]; peak !== undefined; peak = this.#rising[0]) {
      const previousFromMs = peak.atMs + ON_DEMAND_GROWTH_MS;
      if (nowMs < previousFromMs) return;
      this.#rising.shift();
      const limit = peak.units * ON_DEMAND_GROWTH_FACTOR;
      // From the moment that the peak counts, however long ago that was: the bucket has filled since.
      if (limit > this.#bucket.ratePerSecond) this.#bucket.setRate(previousFromMs, limit, limit);
    }
  }

  #notePeak(): void {
    // What a full bucket gave beyond one second's worth is no traffic that the table sustains.
    const units = Math.min(this.#unitsThisSecond, this.#bucket.ratePerSecond);
    if (units > (this.#rising.at(-1)?.units ?? 0)) {
      this.#rising.push({ atMs: this.#secondStartMs, units });
    }
  }
}
