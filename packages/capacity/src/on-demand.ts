import { TokenBucket } from "@spillway/pacing";
import {
  ON_DEMAND_GROWTH_FACTOR,
  ON_DEMAND_GROWTH_MS,
  ON_DEMAND_INITIAL_WRITE_UNITS,
} from "./limits.ts";

/** How an on-demand table or index is metered. */
export interface OnDemandMeterOptions {
  /** Units a second that it sustains when new. Default 4,000, DynamoDB's for writes. */
  readonly initialUnits?: number;
  /** The time now in milliseconds. */
  readonly nowMs: number;
}

/**
 * On-demand capacity: a new table sustains 4,000 write units a second; it takes double its previous
 * peak at once, and a peak counts as previous when it is 30 minutes old.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html
 */
export class OnDemandMeter {
  readonly #bucket: TokenBucket;
  /** Peaks that are not 30 minutes old yet, each higher than the one before. */
  readonly #rising: { readonly atMs: number; readonly units: number }[] = [];
  #secondStartMs: number;
  #unitsThisSecond = 0;

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

  /** Takes `units` if there are as many, else none. */
  tryTake(nowMs: number, units: number): boolean {
    this.#settle(nowMs);
    if (!this.#bucket.take(nowMs, units)) return false;
    this.#unitsThisSecond += units;
    return true;
  }

  #settle(nowMs: number): void {
    if (nowMs - this.#secondStartMs >= 1_000) {
      const highest = this.#rising.at(-1)?.units ?? 0;
      if (this.#unitsThisSecond > highest) {
        this.#rising.push({ atMs: this.#secondStartMs, units: this.#unitsThisSecond });
      }
      this.#secondStartMs = nowMs;
      this.#unitsThisSecond = 0;
    }
    for (;;) {
      const oldest = this.#rising[0];
      if (oldest === undefined || nowMs - oldest.atMs < ON_DEMAND_GROWTH_MS) return;
      this.#rising.shift();
      const limit = oldest.units * ON_DEMAND_GROWTH_FACTOR;
      if (limit > this.#bucket.ratePerSecond) this.#bucket.setRate(nowMs, limit, limit);
    }
  }
}
