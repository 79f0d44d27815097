import type { Throttle } from "@spillway/aws";
import type { WriteUnits } from "@spillway/capacity";
import type { ConsumedUnits, WireRequest } from "../transport/transport.ts";

/** One write and the units that it was expected to take. */
export interface PacedWrite {
  readonly request: WireRequest;
  readonly units: WriteUnits;
}

/** What came of a batch that was let through. */
export interface PacedAnswer {
  /** The object that `acquire` was called with. */
  readonly units: WriteUnits;
  readonly writes: readonly PacedWrite[];
  /** Those that were not processed. */
  readonly unprocessed: ReadonlySet<WireRequest>;
  /** Undefined when nothing was processed. */
  readonly consumed: ConsumedUnits | undefined;
  /** Empty where DynamoDB gives no reason, as for `UnprocessedItems`. */
  readonly throttles: readonly Throttle[];
}

/** The pace of a hot partition key. */
export interface PacedKey {
  /** The units that a write is charged here. */
  unitsOf(units: WriteUnits | undefined): number;
  /** Milliseconds until so many units may be used. */
  delayUntil(nowMs: number, units: number): number;
  take(nowMs: number, units: number): void;
}

/**
 * What the writer asks before it sends, and tells of each answer: whoever holds it to a pace is one of
 * these. `CapacityPacer` goes by what the table and its indexes have; `fixedRatePacer` by a number.
 */
export interface WritePacer {
  /** The units that a write is expected to take; asked once for each write. Default: those of its size, on the table. */
  unitsOf?(request: WireRequest): WriteUnits;
  /**
   * The most units that one batch should take on the table and on each index; asked for each batch.
   * It has at least one write, whatever that takes. Default: as many as go into a batch.
   */
  maxBatchUnits?(): WriteUnits;
  /** Resolves when a batch of so many units may be sent; rejects when the signal aborts. */
  acquire(units: WriteUnits, signal?: AbortSignal): Promise<void>;
  /** The pace of a write's partition key, if that is hot: its writes wait apart from the others. */
  slowKeyOf?(request: WireRequest): PacedKey | undefined;
  /** Called for each batch that DynamoDB answered, throttled ones included. */
  observe?(answer: PacedAnswer): void;
}

/**
 * A pacer of a fixed rate, which looks at the table's units alone.
 *
 * @param limiter counts units, such as a `RateLimiter`
 * @example
 * const pacer = fixedRatePacer(new RateLimiter({ clock: systemClock, ratePerSecond: 12.5 }));
 */
export function fixedRatePacer(limiter: {
  acquire(units: number, signal?: AbortSignal): Promise<void>;
}): WritePacer {
  return { acquire: ({ table }, signal) => limiter.acquire(table, signal) };
}
