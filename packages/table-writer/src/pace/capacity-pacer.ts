import type { TableShape, WriteUnits } from "@spillway/capacity";
import { AdaptiveBucket, type Clock, type Taken, Turnstile } from "@spillway/pacing";
import type { WireRequest } from "../transport/transport.ts";
import { estimatedUnits, unitsTogether } from "./estimated-units.ts";
import { HotKeys } from "./hot-keys/hot-keys.ts";
import { blamedKeys, slowedByReason, slowedByUse } from "./throttled-resources.ts";
import { type MaxWriteUnits, unitLimits, unitsAtStart } from "./unit-limits.ts";
import type { PacedAnswer, PacedKey, WritePacer } from "./write-pacer.ts";

/** How a pacer by capacity is made. */
export interface CapacityPacerOptions {
  /** What DescribeTable says, by `tableShapeFrom`. */
  readonly table: TableShape;
  /** `systemClock` outside of tests. */
  readonly clock: Clock;
  /** Default `auto`. */
  readonly maxWriteUnits?: MaxWriteUnits;
}

/**
 * Paces writes by the write units of the table and of each of its global indexes, so that the one
 * that has least to spare is used up and none throttles.
 *
 * A batch waits until every resource has the units that its writes will likely take; DynamoDB's own
 * count corrects them afterwards, and the next estimates. A resource that throttles nevertheless,
 * since others write too, slows down and comes back (`AdaptiveRate`). One without a limit is tried
 * out the same way. Where one partition key is hot, only its writes wait (`HotKeys`).
 *
 * Make one for each table, and keep it for as long as the table is written to.
 *
 * @example
 * const table = tableShapeFrom(description);
 * const pacer = new CapacityPacer({ table, clock: systemClock, maxWriteUnits: "80%" });
 * await writeAll(source, { table, pacer, ...options });
 */
export class CapacityPacer implements WritePacer {
  #table: TableShape;
  readonly #maxWriteUnits: MaxWriteUnits;
  readonly #clock: Clock;
  readonly #turnstile: Turnstile;
  /** By the index's name; the table's is empty. */
  readonly #buckets = new Map<string, AdaptiveBucket>();
  readonly #hotKeys: HotKeys;
  readonly #taken = new WeakMap<WriteUnits, ReadonlyMap<string, Taken>>();

  /** @throws SpillwayError `MAX_WRITE_UNITS_INVALID` */
  constructor({ table, clock, maxWriteUnits = "auto" }: CapacityPacerOptions) {
    this.#table = table;
    this.#maxWriteUnits = maxWriteUnits;
    this.#clock = clock;
    this.#turnstile = new Turnstile(clock);
    this.#hotKeys = new HotKeys(table);
    this.#follow();
  }

  /**
   * The table's capacity or its indexes have changed: the buckets follow. Call it now and then with what
   * DescribeTable says, since auto scaling changes a table that is written to for long.
   */
  update(table: TableShape): void {
    this.#table = table;
    this.#follow();
  }

  /** Units a second that may go now on the table, or on an index by its name. */
  ratePerSecond(index = ""): number | undefined {
    return this.#buckets.get(index)?.rate(this.#clock.now());
  }

  unitsOf(request: WireRequest): WriteUnits {
    return estimatedUnits(this.#table, request);
  }

  maxBatchUnits(): WriteUnits {
    const nowMs = this.#clock.now();
    let table = Number.POSITIVE_INFINITY;
    const indexes: Record<string, number> = {};
    for (const [name, bucket] of this.#buckets) {
      const units = bucket.maxRequest(nowMs);
      if (name === "") table = units;
      else indexes[name] = units;
    }
    return { table, indexes };
  }

  slowKeyOf(request: WireRequest): PacedKey | undefined {
    return this.#hotKeys.slowKeyOf(request);
  }

  async acquire(units: WriteUnits, signal?: AbortSignal): Promise<void> {
    await this.#turnstile.pass(
      {
        delayUntil: (nowMs) => {
          let delayMs = 0;
          for (const [name, bucket] of this.#buckets) {
            delayMs = Math.max(delayMs, bucket.delayUntil(nowMs, unitsOn(name, units)));
          }
          return delayMs;
        },
        take: (nowMs) => {
          const taken = new Map<string, Taken>();
          for (const [name, bucket] of this.#buckets) {
            taken.set(name, bucket.take(nowMs, unitsOn(name, units)));
          }
          this.#taken.set(units, taken);
        },
      },
      signal,
    );
  }

  observe(answer: PacedAnswer): void {
    const taken = this.#taken.get(answer.units);
    if (taken === undefined) return;
    this.#taken.delete(answer.units);
    const nowMs = this.#clock.now();
    const { writes, unprocessed, consumed } = answer;
    const processed =
      unprocessed.size === 0
        ? answer.units
        : unitsTogether(writes.filter(({ request }) => !unprocessed.has(request)));
    const slowed = new Set(this.#slowedBy(answer, nowMs, taken.get("")?.atMs ?? nowMs));
    // An endpoint that does not count, as some stand-ins for DynamoDB, says 0 of a batch.
    const counted = consumed !== undefined && consumed.table > 0 ? consumed : undefined;
    for (const [name, bucket] of this.#buckets) {
      const part = taken.get(name);
      if (part === undefined) continue;
      bucket.settle(nowMs, {
        taken: part,
        processed: unitsOn(name, processed),
        consumed: counted && unitsOn(name, counted),
        throttled: slowed.has(name),
      });
    }
  }

  /** Has a bucket for each resource that there is, and none beside. */
  #follow(): void {
    const limits = unitLimits(this.#table, this.#maxWriteUnits);
    for (const name of this.#buckets.keys()) if (!limits.has(name)) this.#buckets.delete(name);
    for (const [name, limit] of limits) {
      const bucket = this.#buckets.get(name);
      if (bucket !== undefined) bucket.setCeiling(limit);
      else {
        const start = unitsAtStart(this.#table, name);
        this.#buckets.set(name, new AdaptiveBucket(limit, start, this.#clock.now()));
      }
    }
  }

  /** The resources that have to slow down as a whole. */
  #slowedBy(answer: PacedAnswer, nowMs: number, sentAtMs: number): readonly string[] {
    const { unprocessed, throttles } = answer;
    if (unprocessed.size === 0) return [];
    const names = [...this.#buckets.keys()];
    if (throttles.length === 0) {
      if (this.#hotKeys.explain(nowMs, answer, sentAtMs)) return [];
      return slowedByUse(
        new Map([...this.#buckets].map(([name, bucket]) => [name, bucket.use(nowMs)])),
      );
    }
    const blamed = blamedKeys(throttles, names);
    // A new on-demand table that grows too fast gives this reason too, and no key stands out then.
    const unclear = blamed.filter((name) => !this.#hotKeys.blame(nowMs, name, answer, sentAtMs));
    return [...slowedByReason(throttles, names), ...unclear];
  }
}

function unitsOn(name: string, units: WriteUnits): number {
  return name === "" ? units.table : (units.indexes[name] ?? 0);
}
