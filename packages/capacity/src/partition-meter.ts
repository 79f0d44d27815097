import { TokenBucket } from "@spillway/pacing";
import { PARTITION_WRITE_UNITS } from "./limits.ts";

/** How partitions are metered. */
export interface PartitionMeterOptions {
  /** Units a second of one partition. Default 1,000, DynamoDB's for writes. */
  readonly ratePerSecond?: number;
  /** How many partition keys are remembered at the most. Default 100,000. */
  readonly maxKeys?: number;
}

/**
 * The limit of one partition, held for each partition-key value: burst does not lift it, and more
 * provisioned capacity does not either. A key that was idle for a second is as good as new and is
 * forgotten, so that memory stays flat.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html
 */
export class PartitionMeter {
  readonly #ratePerSecond: number;
  readonly #maxKeys: number;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(options: PartitionMeterOptions = {}) {
    this.#ratePerSecond = options.ratePerSecond ?? PARTITION_WRITE_UNITS;
    this.#maxKeys = options.maxKeys ?? 100_000;
  }

  /** Units that the partition of `key` could give now. */
  available(nowMs: number, key: string): number {
    return this.#buckets.get(key)?.available(nowMs) ?? this.#ratePerSecond;
  }

  /** Takes `units` from the partition of `key` if it has as many, else none. */
  tryTake(nowMs: number, key: string, units: number): boolean {
    return this.#bucketOf(nowMs, key).take(nowMs, units);
  }

  #bucketOf(nowMs: number, key: string): TokenBucket {
    const known = this.#buckets.get(key);
    if (known) return known;
    if (this.#buckets.size >= this.#maxKeys) this.#forgetIdle(nowMs);
    const bucket = new TokenBucket({
      ratePerSecond: this.#ratePerSecond,
      capacity: this.#ratePerSecond,
      nowMs,
    });
    this.#buckets.set(key, bucket);
    return bucket;
  }

  #forgetIdle(nowMs: number): void {
    for (const [key, bucket] of this.#buckets) {
      if (bucket.available(nowMs) >= this.#ratePerSecond) this.#buckets.delete(key);
    }
  }
}
