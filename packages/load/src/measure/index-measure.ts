import {
  indexKeys,
  LOCAL_INDEX_ENTRY_BYTES,
  type LocalIndexShape,
  projectedNames,
  type TableShape,
  writeUnitsOfBytes,
} from "@spillway/capacity";
import { type KeyAttribute, valueSize } from "@spillway/item";
import { loadError } from "../errors.ts";
import type { MeasuredItem } from "./measured-item.ts";

/** Counts the entries of one index. */
export class IndexMeasure {
  readonly name: string;
  items = 0;
  bytes = 0;
  units = 0;
  readonly #keys: readonly KeyAttribute[];
  /** Names of what an entry holds, with their bytes; undefined for all of the item. */
  readonly #projected: readonly { readonly name: string; readonly bytes: number }[] | undefined;
  readonly #overhead: number;

  /** @param overhead bytes that units count beside an entry's attributes */
  private constructor(table: TableShape, index: LocalIndexShape, overhead: number) {
    const projected = projectedNames(table, index);
    this.name = index.name;
    this.#keys = indexKeys(index);
    this.#projected =
      projected && [...projected].map((name) => ({ name, bytes: Buffer.byteLength(name) }));
    this.#overhead = overhead;
  }

  static ofGlobal(table: TableShape, index: LocalIndexShape): IndexMeasure {
    return new IndexMeasure(table, index, 0);
  }

  static ofLocal(table: TableShape, index: LocalIndexShape): IndexMeasure {
    return new IndexMeasure(table, index, LOCAL_INDEX_ENTRY_BYTES);
  }

  /**
   * Whether an item is in the index.
   *
   * @throws SpillwayError `ITEM_INVALID` for one that DynamoDB refuses, since a key attribute of the index
   * is of another type or empty
   */
  holds(item: MeasuredItem): boolean {
    let isIn = true;
    // All of them: DynamoDB refuses an item for any, also one that lacks another.
    for (const key of this.#keys) if (!hasKey(item, key)) isIn = false;
    return isIn;
  }

  /** Counts the entry of an item that is in the index. */
  add(item: MeasuredItem): void {
    const bytes = this.#entryBytes(item);
    this.items += 1;
    this.bytes += bytes;
    this.units += writeUnitsOfBytes(bytes + this.#overhead);
  }

  #entryBytes(item: MeasuredItem): number {
    if (this.#projected === undefined) return item.bytes;
    let total = 0;
    for (const { name, bytes } of this.#projected) {
      const value = item.attribute(name);
      if (value !== undefined) total += bytes + valueSize(value);
    }
    return total;
  }
}

function hasKey(item: MeasuredItem, { name, type }: KeyAttribute): boolean {
  const value = item.attribute(name);
  if (value === undefined) return false;
  const came = type in value ? undefined : Object.keys(value)[0];
  if (came === undefined && valueSize(value) > 0) return true;
  throw loadError(
    "ITEM_INVALID",
    `expected the index key ${JSON.stringify(name)} of type ${type}; came ${came ?? "an empty value"}`,
    { hint: "Convert the value, or leave it out: the item is not in the index then." },
  );
}
