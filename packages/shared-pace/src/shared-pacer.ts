import type { TableShape, WriteUnits } from "@spillway/capacity";
import { type Clock, Turnstile } from "@spillway/pacing";
import {
  CapacityPacer,
  type MaxWriteUnits,
  type PacedAnswer,
  type PacedKey,
  unitLimits,
  unitsTogether,
  type WireRequest,
  type WritePacer,
} from "@spillway/table-writer";
import { paceItemKey } from "./item/pace-item.ts";
import { LeasedLine, type TakenOfLine } from "./line/leased-line.ts";
import type { SharedPacerOptions } from "./shared-pacer-options.ts";
import { dynamodbPaceStore } from "./store/dynamodb-pace-store.ts";
import type { PaceStore } from "./store/pace-store.ts";

/** How a pacer is made whose pace items are kept anywhere. */
export type StoredPacerOptions = Omit<SharedPacerOptions, "client" | "paceTable"> & {
  /** @param name of a table or of a further line */
  readonly storeOf: (name: string) => PaceStore;
};

interface Line {
  readonly leases: LeasedLine;
  readonly maxWriteUnits: MaxWriteUnits;
}

const DEFAULT_ALONE_SHARE = 0.1;

/**
 * Paces writes by the capacity of the table and each global index, which it shares with all others who
 * write the table and have the same pace table.
 *
 * It buys the table's time, and that of each index, on one item: what is bought is this writer's alone.
 * Estimates, hot keys and slowing down where DynamoDB throttles nevertheless are a `CapacityPacer`'s. A
 * table or index without a known capacity needs no leases, and has none.
 *
 * Where leases can't be had for two seconds (no right, no such table, throttled, no answer) it goes on
 * alone with a careful part of the capacity, says so (`onTrouble`), and tries to buy every now and then.
 *
 * Keep one for each table for as long as the process lives.
 */
export class SharedPacer implements WritePacer {
  readonly #clock: Clock;
  readonly #local: CapacityPacer;
  readonly #lines: readonly Line[];
  readonly #turnstile: Turnstile;
  readonly #taken = new WeakMap<WriteUnits, readonly TakenOfLine[]>();
  #wake: (() => void) | undefined;

  /** @throws SpillwayError `MAX_WRITE_UNITS_INVALID` */
  constructor(options: StoredPacerOptions) {
    const { table, clock, random, storeOf, maxWriteUnits = "auto", lines = [] } = options;
    const { aloneShare = DEFAULT_ALONE_SHARE, onTrouble = () => {} } = options;
    this.#clock = clock;
    this.#local = new CapacityPacer({ table, clock, maxWriteUnits });
    // A number is this writer's own affair; a percentage is the part of the time that makes units.
    const ofTable = typeof maxWriteUnits === "number" ? "auto" : maxWriteUnits;
    this.#lines = [{ name: table.name, maxWriteUnits: ofTable }, ...lines].map((line) => ({
      maxWriteUnits: line.maxWriteUnits,
      leases: new LeasedLine({
        item: paceItemKey(line.name).pk,
        store: storeOf(line.name),
        limits: knownLimits(table, line.maxWriteUnits),
        clock,
        random,
        aloneShare,
        onTrouble,
        onChange: () => this.#wake?.(),
      }),
    }));
    this.#turnstile = new Turnstile({
      now: () => clock.now(),
      sleep: (ms, signal) => this.#untilDueOrWoken(ms, signal),
    });
  }

  /** The table's capacity or its indexes have changed: time that is bought makes as many units from now on. */
  update(table: TableShape): void {
    this.#local.update(table);
    for (const { leases, maxWriteUnits } of this.#lines) {
      leases.setLimits(knownLimits(table, maxWriteUnits));
    }
  }

  unitsOf(request: WireRequest): WriteUnits {
    return this.#local.unitsOf(request);
  }

  maxBatchUnits(): WriteUnits {
    let { table, indexes } = this.#local.maxBatchUnits();
    for (const { leases } of this.#lines) {
      for (const [name, units] of leases.shares()) {
        if (name === "") table = Math.min(table, units);
        else indexes = { ...indexes, [name]: Math.min(indexes[name] ?? units, units) };
      }
    }
    return { table, indexes };
  }

  slowKeyOf(request: WireRequest): PacedKey | undefined {
    return this.#local.slowKeyOf(request);
  }

  async acquire(units: WriteUnits, signal?: AbortSignal): Promise<void> {
    await this.#turnstile.pass(
      {
        delayUntil: () => {
          const isDue = this.#delayUntil(units) <= 0;
          // What is short now is bought; so is what will be short soon.
          const tendMs = Math.min(...this.#lines.map(({ leases }) => leases.tend()));
          // It may have gone on alone meanwhile, which changes the delay.
          return isDue ? 0 : Math.min(this.#delayUntil(units), Math.max(1, tendMs));
        },
        take: () => {
          this.#taken.set(
            units,
            this.#lines.map(({ leases }) => leases.take(units)),
          );
        },
      },
      signal,
    );
    try {
      await this.#local.acquire(units, signal);
    } catch (error) {
      this.#settle(units, NO_UNITS, undefined);
      throw error;
    }
  }

  observe(answer: PacedAnswer): void {
    this.#local.observe(answer);
    const { units, writes, unprocessed, consumed } = answer;
    const processed =
      unprocessed.size === 0
        ? units
        : unitsTogether(writes.filter(({ request }) => !unprocessed.has(request)));
    // An endpoint that does not count, as some stand-ins for DynamoDB, says 0 of a batch.
    const counted = consumed !== undefined && consumed.table > 0 ? consumed : undefined;
    this.#settle(units, processed, counted);
  }

  /**
   * Gives back the time that was bought and lies ahead. It may be used again afterwards, and is then
   * one more who shares.
   */
  async close(): Promise<void> {
    await Promise.all(this.#lines.map(({ leases }) => leases.close()));
  }

  #delayUntil(units: WriteUnits): number {
    return Math.max(...this.#lines.map(({ leases }) => leases.delayUntil(units)));
  }

  #settle(units: WriteUnits, processed: WriteUnits, consumed: WriteUnits | undefined): void {
    const taken = this.#taken.get(units);
    this.#taken.delete(units);
    for (const [at, part] of (taken ?? []).entries()) {
      this.#lines[at]?.leases.settle(part, processed, consumed);
    }
  }

  async #untilDueOrWoken(ms: number, signal: AbortSignal | undefined): Promise<void> {
    const woken = new AbortController();
    const wake = (): void => woken.abort();
    this.#wake = wake;
    signal?.addEventListener("abort", wake, { once: true });
    try {
      await this.#clock.sleep(ms, woken.signal);
    } catch (error) {
      if (!woken.signal.aborted) throw error;
    } finally {
      signal?.removeEventListener("abort", wake);
      this.#wake = undefined;
    }
    signal?.throwIfAborted();
  }
}

const NO_UNITS: WriteUnits = { table: 0, indexes: {} };

/** The resources that have a limit: only these can be shared. */
function knownLimits(table: TableShape, max: MaxWriteUnits): ReadonlyMap<string, number> {
  const known = new Map<string, number>();
  for (const [name, limit] of unitLimits(table, max)) {
    if (limit !== undefined) known.set(name, limit);
  }
  return known;
}

/**
 * A pacer that keeps to a table's capacity together with all others who share it.
 *
 * @throws SpillwayError `MAX_WRITE_UNITS_INVALID`
 * @example
 * const pacer = sharedPacer({ client, paceTable: "app-jobs", table, clock: systemClock, random: Math.random });
 * await writeAll(source, { table, pacer, ...options });
 * await pacer.close();
 */
export function sharedPacer({ client, paceTable, ...options }: SharedPacerOptions): SharedPacer {
  const storeOf = (name: string) => dynamodbPaceStore(client, paceTable, name);
  return new SharedPacer({ ...options, storeOf });
}
