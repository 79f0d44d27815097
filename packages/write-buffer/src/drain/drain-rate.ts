import { leastWriteUnits, type TableShape } from "@spillway/capacity";
import { type Clock, RateLimiter } from "@spillway/pacing";

/**
 * The write units a second that one consumer may use: the smallest capacity among the table and its
 * global indexes, shared by all consumers that may run. Undefined where nothing limits it.
 *
 * @example
 * drainRate(table, 4); // 500, for a table of 4,000 units with an index of 2,000
 */
export function drainRate(table: TableShape, consumers: number): number | undefined {
  const units = leastWriteUnits(table);
  return units && units / consumers;
}

/**
 * Gives the rate limiter of this consumer, at its share of the table's present capacity. It is one
 * limiter for the life of the consumer, so that the rate holds over invocations too.
 *
 * @example
 * const share = new DrainRate(systemClock, 4);
 * const limiter = share.limiterFor(await describeTable());
 */
export class DrainRate {
  readonly #clock: Clock;
  readonly #consumers: number;
  #limiter: RateLimiter | undefined;

  /** @param consumers how many may run at once: the mapping's maximum concurrency. */
  constructor(clock: Clock, consumers: number) {
    this.#clock = clock;
    this.#consumers = consumers;
  }

  /** @returns undefined for a table that needs no pacing. */
  limiterFor(table: TableShape): RateLimiter | undefined {
    const ratePerSecond = drainRate(table, this.#consumers);
    if (ratePerSecond === undefined) {
      this.#limiter = undefined;
    } else if (this.#limiter === undefined) {
      this.#limiter = new RateLimiter({ clock: this.#clock, ratePerSecond });
    } else if (this.#limiter.ratePerSecond !== ratePerSecond) {
      this.#limiter.setRate(ratePerSecond);
    }
    return this.#limiter;
  }
}
