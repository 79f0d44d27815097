import { type MaxUnits, READ_UNIT_BYTES, remedyFor, type TableShape } from "@spillway/capacity";
import { AdaptiveBucket, type Clock, type Taken, Turnstile } from "@spillway/pacing";
import { type ReadLimit, readLimit } from "./read-limit.ts";
import type { PacedPage, PageAllowance, ReadPacer } from "./read-pacer.ts";

/** How a pacer of reads is made. */
export interface CapacityReadPacerOptions {
  /** What DescribeTable says, by `tableShapeFrom` of `@spillway/capacity`. */
  readonly table: TableShape;
  /** The index that is read. Default: the table. */
  readonly index?: string | undefined;
  /** Whether it is read with strong consistency, which takes twice the units. Default false. */
  readonly consistent?: boolean | undefined;
  /** Read units a second. Default `auto`. */
  readonly maxReadUnits?: MaxUnits | undefined;
  /** Bytes of an item in the mean, where somebody knows; 0 for nobody does. Default 0. */
  readonly itemBytes?: number | undefined;
  /** `systemClock` outside of tests. */
  readonly clock: Clock;
}

/** What one request of a scan reads at most, by DynamoDB's documentation. */
const PAGE_BYTES = 1_048_576;
/** What an item is taken for until the first page tells: many are smaller, and a first page is soon read. */
const UNKNOWN_ITEM_BYTES = 16_384;
/** How much the newest page's items count against those before it. */
const WEIGHT = 0.3;

/**
 * Paces a scan by the read units of the table or index. What a page takes is known only when it was
 * read, so a page is allowed as many items as will likely take half a second's units, takes those from
 * a bucket, and settles with what DynamoDB says: a page that took more is paid off before the next goes.
 *
 * A throttle nevertheless, since others read too, slows it down (`AdaptiveRate`), and so does one on a
 * table without a limit, whose limit is found out like that. One of a single partition does not: the
 * segment that met it waits alone.
 *
 * @example
 * const pacer = new CapacityReadPacer({ table, clock: systemClock, maxReadUnits: "80%" });
 * for await (const page of scanPages({ pacer, … })) …
 */
export class CapacityReadPacer implements ReadPacer {
  readonly #index: string | undefined;
  readonly #maxReadUnits: MaxUnits;
  readonly #clock: Clock;
  readonly #turnstile: Turnstile;
  readonly #bucket: AdaptiveBucket;
  /** Units of a page that is full. */
  readonly #pageUnits: number;
  #unitsPerItem: number;
  #isMeasured = false;
  readonly #taken = new WeakMap<PageAllowance, Taken>();

  /** @throws SpillwayError `MAX_READ_UNITS_INVALID`, `SCAN_INDEX_UNKNOWN` */
  constructor(options: CapacityReadPacerOptions) {
    const { table, index, consistent = false, maxReadUnits = "auto", itemBytes = 0 } = options;
    const { ceiling, start } = readLimit(table, index, maxReadUnits);
    this.#index = index;
    this.#maxReadUnits = maxReadUnits;
    this.#clock = options.clock;
    this.#turnstile = new Turnstile(options.clock);
    this.#bucket = new AdaptiveBucket(ceiling, start, options.clock.now());
    const unitsPerByte = (consistent ? 1 : 0.5) / READ_UNIT_BYTES;
    this.#pageUnits = PAGE_BYTES * unitsPerByte;
    this.#unitsPerItem = (itemBytes || UNKNOWN_ITEM_BYTES) * unitsPerByte;
  }

  /** The table's capacity may have changed. */
  update(table: TableShape): void {
    const { ceiling }: ReadLimit = readLimit(table, this.#index, this.#maxReadUnits);
    this.#bucket.setCeiling(ceiling);
  }

  /** Units a second that may go now. */
  ratePerSecond(): number {
    return this.#bucket.rate(this.#clock.now());
  }

  async acquire(signal?: AbortSignal): Promise<PageAllowance> {
    let allowance: PageAllowance = { maxItems: undefined };
    await this.#turnstile.pass(
      {
        delayUntil: (nowMs) => this.#bucket.delayUntil(nowMs, this.#page(nowMs).units),
        take: (nowMs) => {
          const { maxItems, units } = this.#page(nowMs);
          allowance = { maxItems };
          this.#taken.set(allowance, this.#bucket.take(nowMs, units));
        },
      },
      signal,
    );
    return allowance;
  }

  observe(allowance: PageAllowance, { scanned, units, throttles }: PacedPage): void {
    const taken = this.#taken.get(allowance);
    if (taken === undefined) return;
    this.#taken.delete(allowance);
    const nowMs = this.#clock.now();
    // An endpoint that does not count says 0 of a page.
    const consumed = units === 0 && scanned > 0 ? undefined : units;
    const processed = consumed ?? Math.min(taken.estimated, scanned * this.#unitsPerItem);
    const throttled = throttles !== undefined && isOfAll(throttles);
    this.#bucket.settle(nowMs, { taken, processed, consumed, throttled });
    if (consumed !== undefined && scanned > 0) this.#learn(consumed / scanned);
  }

  /** The page that may be read next. */
  #page(nowMs: number): { readonly maxItems: number | undefined; readonly units: number } {
    const units = Math.min(this.#bucket.maxRequest(nowMs), this.#pageUnits);
    if (units >= this.#pageUnits) return { maxItems: undefined, units };
    const maxItems = Math.max(1, Math.floor(units / this.#unitsPerItem));
    return { maxItems, units: Math.min(this.#pageUnits, maxItems * this.#unitsPerItem) };
  }

  #learn(unitsPerItem: number): void {
    const weight = this.#isMeasured ? WEIGHT : 1;
    this.#unitsPerItem += (unitsPerItem - this.#unitsPerItem) * weight;
    this.#isMeasured = true;
  }
}

/** Whether a throttle is of more than one partition. */
function isOfAll(reasons: readonly string[]): boolean {
  return reasons.length === 0 || reasons.some((reason) => remedyFor(reason)?.slow !== "key");
}
