import type { AttributeMap } from "@spillway/item";
import { exportError } from "../errors.ts";

/** A CSV reader takes a header for one record, and `load` takes records of 1 MiB. */
const MAX_HEADER_BYTES = 1_000_000;
const MAX_COLUMNS = 10_000;

/** Gathers the names of the attributes that items have, in memory that has a limit. */
export class ColumnNames {
  readonly #names: Set<string>;
  #bytes = 0;

  /** @param earlier what an earlier run of the same export gathered */
  constructor(earlier: readonly string[] = []) {
    this.#names = new Set(earlier);
    for (const name of earlier) this.#bytes += Buffer.byteLength(name);
  }

  /** @throws SpillwayError `COLUMNS_TOO_MANY` */
  add(item: AttributeMap): void {
    for (const name of Object.keys(item)) {
      if (this.#names.has(name)) continue;
      this.#names.add(name);
      this.#bytes += Buffer.byteLength(name);
      if (this.#names.size > MAX_COLUMNS || this.#bytes > MAX_HEADER_BYTES) throw tooMany();
    }
  }

  /** In the order in which they were met. */
  names(): readonly string[] {
    return [...this.#names];
  }
}

/**
 * The columns of a CSV of items that have these attributes: the table's key first, then the others by
 * their names, so that the same items give the same columns in whatever order they were read.
 *
 * @param keys names of the attributes of the table's key
 */
export function orderedColumns(
  names: readonly string[],
  keys: readonly string[],
): readonly string[] {
  const first = keys.filter((key) => names.includes(key));
  const others = names.filter((name) => !keys.includes(name));
  return [...first, ...others.toSorted()];
}

function tooMany() {
  return exportError(
    "COLUMNS_TOO_MANY",
    `expected items of at most ${MAX_COLUMNS} different attributes, the columns of a CSV; they have more`,
    { hint: "Name the columns, --columns a,b,c, or take another format: --format dynamodb-json" },
  );
}
