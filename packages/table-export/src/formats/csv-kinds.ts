import * as z from "zod";

/** What a cell holds, as far as the type of its column goes. */
export type CellKind = "text" | "number" | "boolean";

const count = z.number().int().min(0);

/** How many cells of each kind a column has. */
export const kindCountsSchema = z.object({ text: count, number: count, boolean: count });
type KindCounts = z.infer<typeof kindCountsSchema>;

/** Counts of columns as a checkpoint keeps them, by their place. */
export const columnKindsSchema = z.array(kindCountsSchema);

/** What the columns of a CSV hold: by that `load` can be told their types. */
export class ColumnKinds {
  readonly #columns: ReadonlyMap<string, KindCounts>;

  /**
   * @param columns names, in their order
   * @param earlier what {@link counts} gave in an earlier run of the same export
   */
  constructor(columns: readonly string[], earlier: readonly KindCounts[] = []) {
    const none = { text: 0, number: 0, boolean: 0 };
    this.#columns = new Map(columns.map((name, at) => [name, { ...none, ...earlier[at] }]));
  }

  /** Counts a cell. */
  add(column: string, kind: CellKind): void {
    const counts = this.#columns.get(column);
    if (counts !== undefined) counts[kind] += 1;
  }

  /** By the columns' places. */
  counts(): readonly KindCounts[] {
    return [...this.#columns.values()];
  }

  /** The columns. */
  names(): readonly string[] {
    return [...this.#columns.keys()];
  }

  /** Each column with the cells that it has. */
  entries(): IterableIterator<[string, Readonly<KindCounts>]> {
    return this.#columns.entries();
  }
}
