import { PARTITION_WRITE_UNITS, TABLE_RESOURCE } from "@spillway/capacity";
import type { HotKey, TableLoad } from "./table-load.ts";

/** A hot key's writes a second that its partition does not take. */
export interface CutWrites {
  readonly resource: string;
  readonly writes: number;
}

/** What is asked in a second. */
export interface AskedUnits {
  readonly writes: number;
  readonly reads: number;
  /** Units of the table, then of its indexes. */
  readonly write: readonly number[];
  readonly read: readonly number[];
}

const NO_CUT: readonly CutWrites[] = [];

/** Turns writes and reads a second into what is asked of each resource. */
export class AskedLoad {
  readonly #writeUnits: readonly number[];
  readonly #readUnits: readonly number[];
  readonly #hotKeys: readonly HotKey[];
  readonly #resources: readonly string[];

  /** @param resources the table, then its global indexes */
  constructor(load: TableLoad, resources: readonly string[]) {
    const { writeUnits = 1, readUnits = 0.5, indexWriteUnits = {}, indexReadUnits = {} } = load;
    const unitsOf = (table: number, indexes: Readonly<Record<string, number>>) =>
      resources.map((name) => (name === TABLE_RESOURCE ? table : (indexes[name] ?? 0)));
    this.#resources = resources;
    this.#writeUnits = unitsOf(writeUnits, indexWriteUnits);
    this.#readUnits = unitsOf(readUnits, indexReadUnits);
    this.#hotKeys = load.hotKeys ?? [];
  }

  /** Units a second of so many writes and reads, of the table and of each index. */
  units(writes: number, reads: number): AskedUnits {
    return {
      writes,
      reads,
      write: this.#writeUnits.map((units) => units * writes),
      read: this.#readUnits.map((units) => units * reads),
    };
  }

  /**
   * What partitions do not take of so many writes a second: a partition gives 1,000 units, whatever the
   * table has. The writes of two hot keys are other writes.
   */
  cutByPartitions(writes: number): readonly CutWrites[] {
    if (this.#hotKeys.length === 0) return NO_CUT;
    return this.#hotKeys.flatMap(({ index: resource = TABLE_RESOURCE, share }) => {
      const units = this.#writeUnits[this.#resources.indexOf(resource)] ?? 0;
      const over = units > 0 ? writes * share - PARTITION_WRITE_UNITS / units : 0;
      return over > 0 ? [{ resource, writes: over }] : [];
    });
  }
}
