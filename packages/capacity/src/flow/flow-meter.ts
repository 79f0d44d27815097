import { type FlowLimit, type FlowPart, flowLimit, givenUnits } from "./flow-limit.ts";

/** What a flow is taken from. */
export interface FlowMeterOptions {
  readonly access: "Read" | "Write";
  /** The table and the global indexes that each request of the flow takes units of. */
  readonly parts: readonly FlowPart[];
  /** Seconds of unused provisioned capacity that are kept; less than 1 counts as 1. */
  readonly burstSeconds: number;
  /** The time now in milliseconds. */
  readonly nowMs: number;
  /** Write units a second that an on-demand table and its indexes sustain at once. Default 4,000, as new ones. */
  readonly sustainedUnits?: number;
}

/** A limit that lacks less than this part of what is asked lacks nothing: it is a rounding of double numbers. */
const ROUNDING = 1e-9;

/**
 * The capacity of a table and its global indexes under a flow of equal requests, second by second: it
 * gives what a `TableMeter` gives that is asked for a second's requests one after the other, evenly, but
 * at once, and some hundred times as fast, for who simulates months. So a second has what was saved before
 * it and what it makes itself. A request is done on the table and on all its indexes or not at all.
 *
 * Partitions are not counted: of a flow over many keys none is the limit, and a hot key is for the
 * caller to cut.
 *
 * @example
 * const parts = [{ resource: TABLE_RESOURCE, billing: shape.billing, units: 1 }];
 * const meter = new FlowMeter({ access: "Write", parts, burstSeconds: 300, nowMs });
 * meter.take(meter.most(500)); // 200, of a new table with 100 units; the next second begins
 * meter.take(meter.most(500)); // 100
 */
export class FlowMeter {
  /** What the flow may run short of. */
  readonly limits: readonly FlowLimit[];
  readonly #burstSeconds: number;
  /** Requests that each limit has saved when this second begins, those that it makes in one, and the most that it saves. */
  readonly #saved: Float64Array;
  readonly #rate: Float64Array;
  readonly #burst: Float64Array;
  readonly #isOnDemand: boolean;
  #nowMs: number;
  #growsAtMs = Number.POSITIVE_INFINITY;

  constructor({ access, parts, burstSeconds, nowMs, sustainedUnits }: FlowMeterOptions) {
    this.limits = parts
      .filter(({ units }) => units > 0)
      .map((part) => flowLimit(part, access, sustainedUnits))
      .filter(({ firstRate }) => firstRate < Number.POSITIVE_INFINITY);
    this.#burstSeconds = Math.max(1, burstSeconds);
    this.#isOnDemand = access === "Write" && this.limits.some(({ growth }) => growth !== undefined);
    this.#nowMs = nowMs;
    this.#rate = Float64Array.from(this.limits, ({ firstRate, units }) => firstRate / units);
    // A new table has saved nothing: it begins with the capacity of one second.
    this.#saved = this.#rate.slice();
    this.#burst = this.#rate.map((rate, place) => rate * this.#burstOf(place));
  }

  /** The time at which the second begins that is taken next, in milliseconds. */
  get nowMs(): number {
    return this.#nowMs;
  }

  /** Other provisioned units of the table or index from now on. What was saved stays, up to the new burst. */
  provision(resource: string, units: number): void {
    const place = this.limits.findIndex((limit) => limit.resource === resource);
    const limit = this.limits[place];
    if (limit === undefined || limit.growth !== undefined) return;
    const rate = givenUnits(units) / limit.units;
    this.#rate[place] = rate;
    this.#burst[place] = rate * this.#burstSeconds;
    this.#saved[place] = Math.min(rate * this.#burstSeconds, this.#saved[place] ?? 0);
  }

  /** Of so many requests in this second, how many can be had, what was saved included. */
  most(asked: number): number {
    const saved = this.#saved;
    let most = asked;
    for (let place = 0; place < saved.length; place += 1) {
      const here = (saved[place] as number) + (this.#rate[place] as number);
      if (here < most) most = here;
    }
    return most > asked * (1 - ROUNDING) ? asked : most;
  }

  /** Requests that can be had in this second and in each that follows, without what was saved. */
  pace(): number {
    const rates = this.#rate;
    let pace = Number.POSITIVE_INFINITY;
    for (let place = 0; place < rates.length; place += 1) {
      const here = rates[place] as number;
      if (here < pace) pace = here;
    }
    return pace;
  }

  /** Whether a limit could give no more than so many in this second. */
  isShort(place: number, taken: number): boolean {
    const here = (this.#saved[place] as number) + (this.#rate[place] as number);
    return here <= taken * (1 + ROUNDING);
  }

  /** Takes so many requests, at most {@link most}, and goes on to the next second. */
  take(requests: number): void {
    this.#save(requests, 1);
    if (this.#isOnDemand) this.#note(requests);
    this.#nowMs += 1_000;
    if (this.#nowMs >= this.#growsAtMs) this.#grow();
  }

  /**
   * Whether all can be had of some coming seconds of which none asks for more than `peak`, so that it
   * makes no difference which asks for how much: then {@link takeAll} takes them at once.
   */
  hasAll(peak: number, seconds: number): boolean {
    if (peak > this.pace()) return false;
    if (!this.#isOnDemand) return true;
    if (this.#nowMs + seconds * 1_000 > this.#growsAtMs) return false;
    return this.limits.every(
      ({ growth, units }) => growth === undefined || peak * units <= growth.unnoted,
    );
  }

  /** Takes all that some seconds ask for together, where {@link hasAll} says that it can be had. */
  takeAll(requests: number, seconds: number): void {
    this.#save(requests, seconds);
    this.#nowMs += seconds * 1_000;
    if (this.#nowMs >= this.#growsAtMs) this.#grow();
  }

  #save(requests: number, seconds: number): void {
    const saved = this.#saved;
    for (let place = 0; place < saved.length; place += 1) {
      const left = (saved[place] as number) + seconds * (this.#rate[place] as number) - requests;
      saved[place] = Math.max(0, Math.min(left, this.#burst[place] as number));
    }
  }

  #note(requests: number): void {
    for (const { growth, units } of this.limits) {
      if (growth === undefined || requests * units <= growth.unnoted) continue;
      // What was saved and given beyond the limit is no traffic that the table sustains.
      growth.note(this.#nowMs, Math.min(requests * units, growth.limit));
      this.#growsAtMs = Math.min(this.#growsAtMs, growth.nextMs);
    }
  }

  #grow(): void {
    this.#growsAtMs = Number.POSITIVE_INFINITY;
    for (const [place, { growth, units }] of this.limits.entries()) {
      if (growth === undefined) continue;
      growth.grow(this.#nowMs);
      // What is there now is what the old limit made; the new one gives more from the next second on.
      this.#rate[place] = growth.limit / units;
      this.#burst[place] = growth.limit / units;
      this.#growsAtMs = Math.min(this.#growsAtMs, growth.nextMs);
    }
  }

  /** On demand saves nothing: what a second leaves unused is gone. */
  #burstOf(place: number): number {
    return this.limits[place]?.growth === undefined ? this.#burstSeconds : 1;
  }
}
