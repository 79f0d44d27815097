import type { Slot } from "../item/sale.ts";
import { LEAST_SLOT_MS, leaseMs } from "./lease-terms.ts";
import { SlotBucket } from "./slot-bucket.ts";

/** What was taken for one batch. */
export interface TakenUnits {
  readonly estimated: number;
  readonly tokens: number;
}

/** How much one batch's ratio of consumed to estimated units counts. */
const RATIO_WEIGHT = 0.2;
const MAX_RATIO = 3;
/** Who uses up what it has buys the next so long before its end: an answer of DynamoDB's, and some. */
const AHEAD_MS = 250;
/** A slot is at most so many times as long as the one before: who has just come buys little. */
const GROWS_BY = 4;
/** So much of a share has to be missing for it to be bought. */
const WORTH_BUYING = 0.25;

/**
 * One buyer's part of a table or an index: the bucket, how far estimates of units are off, and how much
 * time to buy.
 *
 * Who is short of units buys a share, a lease's time divided by all buyers, when the slot before is half
 * used: with all short, the slots follow one another in turn, and all of the time is sold. Who is
 * not short buys what is missing to a share. Where others use less than their share, the line is shorter than a lease;
 * then whoever is short buys more at a time, a share more each time, and half of that where the line
 * grows beyond three quarters of a lease. So what others leave is used, and whoever is short has as much as the next one.
 */
export class LeasedResource {
  readonly #bucket: SlotBucket;
  #ratio = 1;
  #wasShort = false;
  #shares = 1;
  /** How long the last slot was. */
  #lastMs = LEAST_SLOT_MS;
  #beganMs = Number.NEGATIVE_INFINITY;
  #boughtMs = Number.NEGATIVE_INFINITY;
  /** Units of the batch that was asked for last. */
  #batch = 0;

  constructor(unitsPerSecond: number, nowMs: number) {
    this.#bucket = new SlotBucket(unitsPerSecond, nowMs);
  }

  setRate(nowMs: number, unitsPerSecond: number): void {
    if (unitsPerSecond !== this.#bucket.ratePerSecond) this.#bucket.setRate(nowMs, unitsPerSecond);
  }

  /** See `SlotBucket.fillAlone`. */
  fillAlone(nowMs: number, share: number): void {
    this.#bucket.fillAlone(nowMs, share);
  }

  /** Milliseconds until a batch of so many estimated units may go; Infinity where time has to be bought first. */
  delayUntil(nowMs: number, estimated: number): number {
    this.#batch = estimated * this.#ratio;
    const delayMs = this.#bucket.delayUntil(nowMs, this.#batch);
    if (delayMs > 0) this.#wasShort = true;
    return delayMs;
  }

  take(nowMs: number, estimated: number): TakenUnits {
    const tokens = estimated * this.#ratio;
    this.#bucket.take(nowMs, tokens);
    return { estimated, tokens };
  }

  /**
   * Corrects what was taken by what was consumed.
   *
   * @param processed units as estimated of the writes that were processed
   * @param consumed as DynamoDB counted; undefined if it did not
   */
  settle(nowMs: number, taken: TakenUnits, processed: number, consumed: number | undefined): void {
    const share = taken.estimated === 0 ? 0 : taken.tokens / taken.estimated;
    const used = consumed ?? processed * share;
    this.#bucket.giveBack(nowMs, taken.tokens - used);
    if (consumed !== undefined && processed > 0) {
      const ratio = Math.min(MAX_RATIO, consumed / processed);
      this.#ratio += (ratio - this.#ratio) * RATIO_WEIGHT;
    }
  }

  /** Estimated units of a batch for which one share is enough. */
  shareOf(buyers: number): number {
    const shareMs = (leaseMs(buyers) / buyers) * this.#shares;
    return ((shareMs / 1_000) * this.#bucket.ratePerSecond) / this.#ratio;
  }

  nextBeginMs(nowMs: number): number | undefined {
    return this.#bucket.nextBeginMs(nowMs);
  }

  /**
   * What it would buy now.
   *
   * @param buyers how many share; undefined where that is not known yet
   * @param evenIfQueued whether to buy though a slot that was bought before has not begun
   * @returns milliseconds of its time, and whether to buy now for its sake; undefined for nothing
   */
  wants(
    nowMs: number,
    buyers: number | undefined,
    evenIfQueued: boolean,
  ): { durationMs: number; urgent: boolean } | undefined {
    if (!evenIfQueued && this.#bucket.nextBeginMs(nowMs) !== undefined) return undefined;
    // Nobody buys much before they know of the others: all may have come at once.
    if (buyers === undefined) {
      return this.#wasShort ? { durationMs: LEAST_SLOT_MS, urgent: true } : undefined;
    }
    const lease = leaseMs(buyers);
    const share = Math.max(1, Math.round(lease / buyers));
    const heldMs = this.#timeOf(this.#bucket.held(nowMs));
    const mostMs = this.#lastMs * GROWS_BY;
    const missingMs = Math.min(Math.round(share - heldMs), mostMs);
    if (this.#wasShort) {
      const isUsed =
        heldMs < Math.max(this.#timeOf(this.#batch), Math.min(AHEAD_MS, this.#lastMs / 2));
      if (!isUsed) return undefined;
      const fullMs = Math.min(this.#full(lease, share), mostMs);
      return {
        durationMs: this.#isKeen(nowMs, lease) ? fullMs : Math.max(1, missingMs),
        urgent: true,
      };
    }
    if (missingMs < share * WORTH_BUYING) return undefined;
    const isLow = heldMs <= share / 2;
    return { durationMs: missingMs, urgent: isLow && nowMs - this.#boughtMs >= lease };
  }

  /** A slot was bought. @param buyers how many share, as the purchase found */
  bought(nowMs: number, slot: Slot, buyers: number): void {
    const lease = leaseMs(buyers);
    this.#bucket.add(nowMs, slot, lease / buyers);
    const waitMs = Math.max(0, slot.beginMs - nowMs);
    const lengthMs = slot.endMs - slot.beginMs;
    if (!this.#wasShort || !this.#isKeen(nowMs, lease) || waitMs > lease * 0.75) {
      this.#shares = Math.max(1, this.#shares / 2);
    } else if (waitMs < lease / 2 && lengthMs >= this.#full(lease, lease / buyers)) {
      this.#shares = Math.min(this.#shares + 1, buyers);
    }
    this.#wasShort = false;
    this.#lastMs = Math.max(LEAST_SLOT_MS, lengthMs);
    this.#beganMs = slot.beginMs;
    this.#boughtMs = nowMs;
  }

  /** See `SlotBucket.letGo`. */
  letGo(nowMs: number): number {
    return this.#bucket.letGo(nowMs);
  }

  /** Whether its last slot began no longer ago than a lease: else it does not want more than a share. */
  #isKeen(nowMs: number, lease: number): boolean {
    return nowMs - this.#beganMs < lease;
  }

  /** What is bought at a time where all is wanted. */
  #full(lease: number, share: number): number {
    return Math.min(lease, Math.round(share * this.#shares));
  }

  /** How long it takes to make so many units, in milliseconds. */
  #timeOf(units: number): number {
    return (units / this.#bucket.ratePerSecond) * 1_000;
  }
}
