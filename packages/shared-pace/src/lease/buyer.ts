import type { GiveBack } from "../item/give-back.ts";
import { buyersOf, epochAt, type PaceItem } from "../item/pace-item.ts";
import { planSale, type Sale, sell, slotsOf, soldOutForMs, type Wish } from "../item/sale.ts";
import { LeasedResource } from "./leased-resource.ts";

/**
 * One of those who share a pace: what it knows of the item, what it has bought of each resource, and what
 * it would buy next. It does no requests and has no clock: the time is an argument.
 *
 * Its time is its own clock's, put forward to that of the fastest other one that it has seen. So all who
 * share a pace have one time, within the time that an answer takes, however far their clocks are apart.
 */
export class Buyer {
  readonly resources = new Map<string, LeasedResource>();
  #known: PaceItem | undefined;
  #putForwardMs = 0;
  #countedIn: number | undefined;
  readonly #soldAhead = new Set<string>();
  /** Whether all that it has bought is the little by which it came to know of the others. */
  #isNew = true;

  /** @param limits units a second of each resource; none is leased that is not in it */
  constructor(limits: ReadonlyMap<string, number>, clockMs: number) {
    this.setLimits(limits, clockMs);
  }

  /** The limits have changed: time that is bought, and that was bought and is to come, makes as many units. */
  setLimits(limits: ReadonlyMap<string, number>, clockMs: number): void {
    const nowMs = this.time(clockMs);
    for (const name of this.resources.keys()) if (!limits.has(name)) this.resources.delete(name);
    for (const [name, unitsPerSecond] of limits) {
      const resource = this.resources.get(name);
      if (resource === undefined) {
        this.resources.set(name, new LeasedResource(unitsPerSecond, nowMs));
      } else resource.setRate(nowMs, unitsPerSecond);
    }
  }

  /** The time that all who share have. */
  time(clockMs: number): number {
    return clockMs + this.#putForwardMs;
  }

  /** How many share; undefined if it has bought nothing of late, and so does not know. */
  buyers(clockMs: number): number | undefined {
    const epoch = epochAt(this.time(clockMs));
    if (this.#known === undefined || (this.#countedIn ?? 0) < epoch - 1) return undefined;
    return buyersOf(this.#known, epoch);
  }

  /** How many shared when it saw the item last; undefined if it never did. */
  get lastBuyers(): number | undefined {
    return this.#known && buyersOf(this.#known, this.#known.epoch);
  }

  /** What it would like to buy now; undefined for nothing. */
  wish(clockMs: number): Wish | undefined {
    const nowMs = this.time(clockMs);
    const buyers = this.buyers(clockMs);
    const durations = new Map<string, number>();
    let isUrgent = false;
    for (const [name, resource] of this.resources) {
      const wanted = resource.wants(nowMs, buyers, this.#isNew && buyers !== undefined);
      if (wanted === undefined) continue;
      durations.set(name, wanted.durationMs);
      isUrgent ||= wanted.urgent;
    }
    if (!isUrgent) return undefined;
    return {
      nowMs: Math.floor(nowMs),
      durations,
      countedIn: this.#countedIn,
      soldAhead: this.#soldAhead,
    };
  }

  /** How to ask for it. */
  plan(wish: Wish, isFresh: boolean): Sale {
    return planSale(this.#known, wish, isFresh);
  }

  /** A purchase went through. @param before the item as it was before */
  sold(clockMs: number, sale: Sale, before: PaceItem | undefined): void {
    this.#saw(clockMs, before);
    this.#isNew = this.buyers(clockMs) === undefined;
    this.#known = sell(before, sale);
    this.#countedIn = sale.counted?.epoch ?? this.#countedIn;
    const buyers = this.buyers(clockMs) ?? 1;
    for (const [name, slot] of slotsOf(before, sale)) {
      if (slot.beginMs > sale.nowMs) this.#soldAhead.add(name);
      else this.#soldAhead.delete(name);
      this.resources.get(name)?.bought(this.time(clockMs), slot, buyers);
    }
  }

  /**
   * A purchase was refused.
   *
   * @param item as it is
   * @returns milliseconds to wait before the next; 0 where it may be planned again at once
   */
  refused(clockMs: number, item: PaceItem | undefined, wish: Wish): number {
    this.#saw(clockMs, item);
    this.#known = item;
    // The item may have shown that others' clocks are far ahead, and so is what they have bought.
    const nowMs = this.time(clockMs);
    return item === undefined ? 0 : soldOutForMs(item, { ...wish, nowMs });
  }

  /** Lets go what it has bought and not used. @returns what to give back; undefined for nothing */
  letGo(clockMs: number, id: string): GiveBack | undefined {
    const durations = new Map<string, number>();
    for (const [name, resource] of this.resources) {
      const aheadMs = resource.letGo(this.time(clockMs));
      if (aheadMs > 0) durations.set(name, aheadMs);
    }
    const countedIn = this.#countedIn;
    this.#countedIn = undefined;
    const isCounted = countedIn !== undefined && countedIn === this.#known?.epoch;
    if (durations.size === 0 && !isCounted) return undefined;
    const after = this.#known?.givenBack;
    return { id, after, durations, countedIn: isCounted ? countedIn : undefined };
  }

  #saw(clockMs: number, item: PaceItem | undefined): void {
    if (item !== undefined && item.at > this.time(clockMs)) this.#putForwardMs = item.at - clockMs;
  }
}
