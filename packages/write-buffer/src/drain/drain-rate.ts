import { leastWriteUnits, type TableShape } from "@spillway/capacity";
import { type Clock, Pacer } from "@spillway/pacing";

/**
 * The write units a second that one instance may use: the smallest capacity among the table and its
 * global indexes, shared by all instances that may run. Undefined where nothing limits it.
 */
export function unitsPerSecond(table: TableShape, instances: number): number | undefined {
  const units = leastWriteUnits(table);
  return units && units / instances;
}

/**
 * Gives the pacer of this instance, at the table's present rate. It is one pacer for the life of the
 * instance, so that the rate holds over invocations too.
 */
export class DrainPace {
  readonly #clock: Clock;
  readonly #instances: number;
  #pacer: Pacer | undefined;

  /** @param instances how many may run at once: the mapping's maximum concurrency. */
  constructor(clock: Clock, instances: number) {
    this.#clock = clock;
    this.#instances = instances;
  }

  /** @returns undefined for a table that needs no pacing. */
  pacerFor(table: TableShape): Pacer | undefined {
    const ratePerSecond = unitsPerSecond(table, this.#instances);
    if (ratePerSecond === undefined) {
      this.#pacer = undefined;
    } else if (this.#pacer === undefined) {
      this.#pacer = new Pacer({ clock: this.#clock, ratePerSecond });
    } else if (this.#pacer.ratePerSecond !== ratePerSecond) {
      this.#pacer.setRate(ratePerSecond);
    }
    return this.#pacer;
  }
}
