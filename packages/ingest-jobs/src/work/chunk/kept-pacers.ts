import type { TableShape } from "@spillway/capacity";
import type { LoadPacer } from "@spillway/load";

/** So many are kept: a process seldom works for more tables and rates than these. */
const MOST_KEPT = 16;

/**
 * What holds a worker to its paces, kept from one chunk to the next: a new one would begin with little,
 * and would have to find out again what a table on demand takes. Make one for each process.
 */
export class KeptPacers {
  /** The one that was used last is the last. */
  readonly #pacers = new Map<string, LoadPacer>();

  /**
   * The pacer of a name, with what the table has now.
   *
   * @param make called where there is none of that name
   */
  of(name: string, table: TableShape, make: () => LoadPacer): LoadPacer {
    const kept = this.#pacers.get(name);
    kept?.update(table);
    const pacer = kept ?? make();
    this.#pacers.delete(name);
    this.#pacers.set(name, pacer);
    // Each load closes what it used, so that one that is no longer kept holds nothing.
    const [oldest] = this.#pacers.keys();
    if (this.#pacers.size > MOST_KEPT && oldest !== undefined) this.#pacers.delete(oldest);
    return pacer;
  }
}
