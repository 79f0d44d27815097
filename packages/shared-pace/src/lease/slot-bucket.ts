import type { Slot } from "../item/sale.ts";
import { LONGEST_LEASE_MS } from "./lease-terms.ts";

/**
 * A token bucket that fills only while the time is its own: at the full rate of a table or an index
 * during its slots, and not at all between them. Slots of different owners do not overlap, so that
 * together their buckets fill at that rate.
 *
 * What it holds may be below 0, for units that turned out to be more than was thought. It saves at most
 * one lease, or the batch that is waiting if that is more; and what was not used for
 * as long as the longest lease is lost.
 */
export class SlotBucket {
  #ratePerSecond: number;
  /** The part of the rate at which it fills between its slots too. */
  #aloneShare = 0;
  #tokens = 0;
  #filledMs: number;
  #wantedMs: number;
  /** Units of the batch that was asked for last. */
  #batch = 0;
  /** How long the leases of its last two slots were. */
  #leasesMs: readonly number[] = [];
  #slots: Slot[] = [];

  constructor(ratePerSecond: number, nowMs: number) {
    this.#ratePerSecond = ratePerSecond;
    this.#filledMs = nowMs;
    this.#wantedMs = nowMs;
  }

  /** Units a second. */
  get ratePerSecond(): number {
    return this.#ratePerSecond;
  }

  setRate(nowMs: number, ratePerSecond: number): void {
    this.#fill(nowMs);
    this.#ratePerSecond = ratePerSecond;
  }

  /** @param share the part of the rate at which it fills outside of its slots; 0 for not at all */
  fillAlone(nowMs: number, share: number): void {
    this.#fill(nowMs);
    this.#aloneShare = share;
  }

  /**
   * Its own from now on. Slots come in the order of their time.
   *
   * @param savedMs how much of its time it saves at most, where that is longer than the slot
   */
  add(nowMs: number, slot: Slot, savedMs = 0): void {
    this.#fill(nowMs);
    this.#slots.push(slot);
    // What has passed of it while the answer was on its way is its own too.
    const passedMs = Math.max(0, Math.min(slot.endMs, this.#filledMs) - slot.beginMs);
    this.#tokens += (passedMs / 1_000) * this.#ratePerSecond;
    this.#leasesMs = [...this.#leasesMs.slice(-1), Math.max(savedMs, slot.endMs - slot.beginMs)];
  }

  /** Units that may be used now. */
  available(nowMs: number): number {
    this.#fill(nowMs);
    return this.#tokens;
  }

  /** Units that are its own: those that may be used now and those of time to come. */
  held(nowMs: number): number {
    return this.available(nowMs) + (this.aheadMs(nowMs) / 1_000) * this.#ratePerSecond;
  }

  /** Milliseconds of its own that lie ahead. */
  aheadMs(nowMs: number): number {
    return this.#slots.reduce(
      (sum, { beginMs, endMs }) => sum + Math.max(0, endMs - Math.max(beginMs, nowMs)),
      0,
    );
  }

  /** When its next slot begins; undefined where none is to come. */
  nextBeginMs(nowMs: number): number | undefined {
    return this.#slots.find(({ beginMs }) => beginMs > nowMs)?.beginMs;
  }

  /** Milliseconds until it will hold so many units; Infinity where more time has to be bought for that. */
  delayUntil(nowMs: number, units: number): number {
    this.#fill(nowMs);
    if (units > 0) this.#wantedMs = nowMs;
    this.#batch = units;
    let missing = units - this.#tokens;
    if (missing <= ROUNDING) return 0;
    const perMs = this.#ratePerSecond / 1_000;
    let fromMs = nowMs;
    for (const { beginMs, endMs } of this.#slots) {
      const between = Math.max(0, beginMs - fromMs) * perMs * this.#aloneShare;
      if (between >= missing) break;
      missing -= between;
      fromMs = Math.max(fromMs, beginMs);
      const within = Math.max(0, endMs - fromMs) * perMs;
      if (within >= missing) return fromMs + missing / perMs - nowMs;
      missing -= within;
      fromMs = Math.max(fromMs, endMs);
    }
    // Divided by 0 that is Infinity.
    return fromMs - nowMs + missing / (perMs * this.#aloneShare);
  }

  take(nowMs: number, units: number): void {
    this.#fill(nowMs);
    this.#wantedMs = nowMs;
    this.#tokens -= units;
  }

  /** What was taken and not used. */
  giveBack(nowMs: number, units: number): void {
    this.#fill(nowMs);
    this.#tokens += units;
  }

  /** Lets the time go that lies ahead. @returns how much that is, in whole milliseconds */
  letGo(nowMs: number): number {
    this.#fill(nowMs);
    const aheadMs = Math.floor(this.aheadMs(nowMs));
    this.#slots = [];
    return aheadMs;
  }

  /** Units of one lease. */
  #lease(): number {
    const longestMs = Math.max(this.#aloneShare * SAVED_ALONE_MS, ...this.#leasesMs);
    return (longestMs / 1_000) * this.#ratePerSecond;
  }

  #fill(nowMs: number): void {
    if (nowMs <= this.#filledMs) return;
    const elapsedMs = nowMs - this.#filledMs;
    let ownMs = 0;
    for (const { beginMs, endMs } of this.#slots) {
      ownMs += Math.max(0, Math.min(endMs, nowMs) - Math.max(beginMs, this.#filledMs));
    }
    const filledMs = ownMs + Math.max(0, elapsedMs - ownMs) * this.#aloneShare;
    if (nowMs - this.#wantedMs > LONGEST_LEASE_MS) this.#tokens = Math.min(0, this.#tokens);
    else {
      const most = Math.max(this.#tokens, this.#batch, this.#lease());
      this.#tokens = Math.min(most, this.#tokens + (filledMs / 1_000) * this.#ratePerSecond);
    }
    this.#filledMs = nowMs;
    if (this.#slots.some(({ endMs }) => endMs <= nowMs)) {
      this.#slots = this.#slots.filter(({ endMs }) => endMs > nowMs);
    }
  }
}

/** Where it fills alone, it saves as many units as it makes in so long. */
const SAVED_ALONE_MS = 1_000;
/** Of a unit: sums of parts of a millisecond do not come out even. */
const ROUNDING = 1e-9;
