import {
  DEFAULT_TABLE_UNITS,
  ON_DEMAND_GROWTH_FACTOR,
  ON_DEMAND_GROWTH_MS,
  ON_DEMAND_INITIAL_WRITE_UNITS,
} from "../limits.ts";
import type { ThrottlingCause } from "../throttling-reason.ts";

/**
 * How the limit of an on-demand table or index grows under a flow: what an `OnDemandMeter` allows that
 * is asked once a second, with the owner's maximum and the account's limit beside it.
 */
export class FlowGrowth {
  readonly #maximum: number;
  #sustained: number;
  /** Peaks that are not 30 minutes old yet, each higher than the one before. */
  readonly #rising: { readonly atMs: number; readonly units: number }[] = [];
  #highest = 0;

  /**
   * @param maximum units a second that the owner allows; default: no maximum
   * @param sustained units a second that the table sustains now; default 4,000, as a new one
   */
  constructor(
    maximum = Number.POSITIVE_INFINITY,
    sustained: number = ON_DEMAND_INITIAL_WRITE_UNITS,
  ) {
    this.#maximum = maximum;
    this.#sustained = sustained;
  }

  /** Units a second that can be taken now. */
  get limit(): number {
    return Math.min(this.#maximum, this.#sustained, DEFAULT_TABLE_UNITS);
  }

  /** Why no more than that. */
  get cause(): ThrottlingCause {
    if (this.#maximum <= this.limit) return "MaxOnDemandThroughputExceeded";
    // A table that grows too fast lacks partitions, and that is the reason that DynamoDB gives.
    return this.#sustained <= this.limit ? "KeyRangeThroughputExceeded" : "AccountLimitExceeded";
  }

  /** No peak of so many units a second, or fewer, makes a difference: a higher one is about to count, or it grows beyond that no more. */
  get unnoted(): number {
    return Math.max(this.#highest, this.#sustained / ON_DEMAND_GROWTH_FACTOR);
  }

  /** When the limit may grow next, in milliseconds; infinity where nothing was taken of late. */
  get nextMs(): number {
    const next = this.#rising[0];
    return next === undefined ? Number.POSITIVE_INFINITY : next.atMs + ON_DEMAND_GROWTH_MS;
  }

  /** Grows by the peaks that are 30 minutes old. */
  grow(nowMs: number): void {
    for (let peak = this.#rising[0]; peak !== undefined; peak = this.#rising[0]) {
      if (nowMs < peak.atMs + ON_DEMAND_GROWTH_MS) return;
      this.#rising.shift();
      if (this.#rising.length === 0) this.#highest = 0;
      this.#sustained = Math.max(this.#sustained, peak.units * ON_DEMAND_GROWTH_FACTOR);
    }
  }

  /** Notes the units of a second. */
  note(atMs: number, units: number): void {
    if (units <= this.unnoted) return;
    this.#rising.push({ atMs, units });
    this.#highest = units;
  }
}
