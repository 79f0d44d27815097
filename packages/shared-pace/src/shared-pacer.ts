import type { TableShape, WriteUnits } from "@spillway/capacity";
import {
  CapacityPacer,
  type PacedAnswer,
  type PacedKey,
  type WireRequest,
  type WritePacer,
} from "@spillway/table-writer";
import type { SharedPacerOptions } from "./shared-pacer-options.ts";

/**
 * Paces writes by the capacity of the table and each index, which it shares with all others who write
 * the table and have the same pace table. Keep one for each table for as long as the process lives.
 */
export class SharedPacer implements WritePacer {
  readonly #local: CapacityPacer;

  /** @throws SpillwayError `MAX_WRITE_UNITS_INVALID` */
  constructor({ table, clock, maxWriteUnits = "auto" }: SharedPacerOptions) {
    this.#local = new CapacityPacer({ table, clock, maxWriteUnits });
  }

  /** The table's capacity or its indexes have changed: what is bought from now on follows. */
  update(table: TableShape): void {
    this.#local.update(table);
  }

  unitsOf(request: WireRequest): WriteUnits {
    return this.#local.unitsOf(request);
  }

  maxBatchUnits(): WriteUnits {
    return this.#local.maxBatchUnits();
  }

  slowKeyOf(request: WireRequest): PacedKey | undefined {
    return this.#local.slowKeyOf(request);
  }

  acquire(units: WriteUnits, signal?: AbortSignal): Promise<void> {
    return this.#local.acquire(units, signal);
  }

  observe(answer: PacedAnswer): void {
    this.#local.observe(answer);
  }

  /** Gives back what was bought and lies ahead. A second call does nothing. */
  async close(): Promise<void> {}
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
export function sharedPacer(options: SharedPacerOptions): SharedPacer {
  return new SharedPacer(options);
}
