import { PARTITION_WRITE_UNITS, type WriteUnits } from "@spillway/capacity";
import { AdaptiveRate, TokenBucket } from "@spillway/pacing";

/** A little below what a partition gives: at all of it each wobble would throttle. */
const CEILING = PARTITION_WRITE_UNITS * 0.97;
/** A key that was not throttled for so long is no longer slow, once nothing of it waits. */
const FORGOTTEN_AFTER_MS = 30_000;

/** A partition key of the table or of an index that is hot: its writes have a pace of their own. */
export class SlowKey {
  /** The index's name, empty for the table. */
  readonly resource: string;
  readonly #rate: AdaptiveRate;
  readonly #bucket: TokenBucket;
  #throttledAtMs: number;
  #usedAtMs: number;

  constructor(resource: string, nowMs: number) {
    this.resource = resource;
    this.#rate = new AdaptiveRate({ ceiling: CEILING, nowMs });
    // Empty, as its partition is.
    this.#bucket = new TokenBucket({ ratePerSecond: CEILING, capacity: CEILING, tokens: 0, nowMs });
    this.#throttledAtMs = nowMs;
    this.#usedAtMs = nowMs;
  }

  /** The units of a write that this key is charged. */
  unitsOf(units: WriteUnits | undefined): number {
    return (this.resource === "" ? units?.table : units?.indexes[this.resource]) ?? 0;
  }

  delayUntil(nowMs: number, units: number): number {
    const rate = this.#rate.at(nowMs, CEILING);
    this.#bucket.setRate(nowMs, rate, Math.max(rate, units));
    return this.#bucket.delayUntil(nowMs, units);
  }

  take(nowMs: number, units: number): void {
    this.#bucket.takeOnCredit(nowMs, units);
    this.#usedAtMs = nowMs;
  }

  /** It was throttled again, in a batch that was let through at `sentAtMs`. */
  throttled(nowMs: number, sentAtMs: number): void {
    if (sentAtMs < this.#throttledAtMs) return;
    this.#throttledAtMs = nowMs;
    this.#rate.throttled(nowMs, this.#rate.at(nowMs, CEILING));
  }

  isOver(nowMs: number): boolean {
    return nowMs - Math.max(this.#throttledAtMs, this.#usedAtMs) > FORGOTTEN_AFTER_MS;
  }
}
