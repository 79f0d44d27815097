import { TokenBucket } from "@spillway/pacing";
import { PARTITION_WRITE_UNITS } from "../limits.ts";
import { unitsToTake } from "./units-to-take.ts";

/** How partitions are metered. */
export interface PartitionMeterOptions {
  /** Units a second of one partition. Default 1,000, DynamoDB's for writes. */
  readonly ratePerSecond?: number;
  /** How many partition keys are remembered before those that were idle are forgotten. Default 10,000. */
  readonly maxKeys?: number;
}

/** A partition that was left alone for this long is full again, as one that was never used. */
const FULL_AFTER_MS = 1_000;

/**
 * The limit of one partition, held for each partition-key value: burst does not lift it, and more
 * provisioned capacity does not either. In any window a key gets at most rate × (window + 1 second).
 * A key that is full again is as good as new and is forgotten, so that memory stays as small as what
 * was written in the last two seconds.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html
 * @example
 * const meter = new PartitionMeter();
 * meter.tryTake(0, "Suser#1", 1_000); // → true
 * meter.tryTake(0, "Suser#1", 1);     // → false
 * meter.tryTake(0, "Suser#2", 1);     // → true
 */
export class PartitionMeter {
  readonly #ratePerSecond: number;
  readonly #maxKeys: number;
  readonly #buckets = new Map<string, TokenBucket>();
  #sweptMs = Number.NEGATIVE_INFINITY;

  constructor(options: PartitionMeterOptions = {}) {
    this.#ratePerSecond = options.ratePerSecond ?? PARTITION_WRITE_UNITS;
    this.#maxKeys = options.maxKeys ?? 10_000;
  }

  /** How many partition keys are remembered now. */
  get size(): number {
    return this.#buckets.size;
  }

  /** Units that the partition of `key` could give now. */
  available(nowMs: number, key: string): number {
    return this.#buckets.get(key)?.available(nowMs) ?? this.#ratePerSecond;
  }

  /**
   * Takes `units` from the partition of `key` if it has as many, else none.
   *
   * @param key canonical text of the partition key, as `keyText` of `@spillway/item` gives it
   * @throws BUCKET_INVALID if `units` is below 0 or NaN
   */
  tryTake(nowMs: number, key: string, units: number): boolean {
    return this.#bucketOf(nowMs, key).take(nowMs, units);
  }

  /**
   * Takes as many of `units` as the partition of `key` has, and says how many: a fraction of a unit too.
   *
   * @param key canonical text of the partition key, as `keyText` of `@spillway/item` gives it
   * @throws BUCKET_INVALID if `units` is below 0 or NaN
   */
  takeUpTo(nowMs: number, key: string, units: number): number {
    const taken = unitsToTake(this.available(nowMs, key), units);
    this.tryTake(nowMs, key, taken);
    return taken;
  }

  /**
   * Takes `units` from the partition of `key` whether it has as many or not, below 0 if need be.
   *
   * @param key canonical text of the partition key, as `keyText` of `@spillway/item` gives it
   * @throws BUCKET_INVALID if `units` is below 0 or NaN
   */
  charge(nowMs: number, key: string, units: number): void {
    this.#bucketOf(nowMs, key).takeOnCredit(nowMs, units);
  }

  /**
   * Puts back what was charged to the partition of `key` and not used.
   *
   * @param key canonical text of the partition key, as `keyText` of `@spillway/item` gives it
   * @throws BUCKET_INVALID if `units` is below 0 or NaN
   */
  giveBack(nowMs: number, key: string, units: number): void {
    this.#buckets.get(key)?.giveBack(nowMs, units);
  }

  #bucketOf(nowMs: number, key: string): TokenBucket {
    const known = this.#buckets.get(key);
    if (known) return known;
    this.#forgetFull(nowMs);
    const bucket = new TokenBucket({
      ratePerSecond: this.#ratePerSecond,
      capacity: this.#ratePerSecond,
      nowMs,
    });
    this.#buckets.set(key, bucket);
    return bucket;
  }

  /** Looks at all keys at most once a second: else many busy keys would make each new one slow. */
  #forgetFull(nowMs: number): void {
    if (this.#buckets.size < this.#maxKeys || nowMs - this.#sweptMs < FULL_AFTER_MS) return;
    this.#sweptMs = nowMs;
    for (const [key, bucket] of this.#buckets) {
      if (bucket.available(nowMs) >= this.#ratePerSecond) this.#buckets.delete(key);
    }
  }
}
