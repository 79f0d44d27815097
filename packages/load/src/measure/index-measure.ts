import {
  indexKeys,
  LOCAL_INDEX_ENTRY_BYTES,
  type LocalIndexShape,
  projectedNames,
  type TableShape,
  writeUnitsOfBytes,
} from "@spillway/capacity";
import { valueSize } from "@spillway/item";
import { FrequentKeys } from "./frequent-keys.ts";
import { keyHash } from "./key-hash.ts";
import { keyTexts, type MeasuredItem } from "./measured-item.ts";

/** Counts the entries of one index. */
export class IndexMeasure {
  readonly name: string;
  /** Its partition keys; undefined for a local index, which has the table's. */
  readonly frequent: FrequentKeys | undefined;
  items = 0;
  bytes = 0;
  units = 0;
  readonly #partitionKey: string;
  /** Names of its key attributes. */
  readonly #keys: readonly string[];
  /** Names of what an entry holds, with their bytes; undefined for all of the item. */
  readonly #projected: readonly { readonly name: string; readonly bytes: number }[] | undefined;
  /** Bytes that units count beside an entry's attributes. */
  readonly #overhead: number;

  constructor(table: TableShape, index: LocalIndexShape, kind: "global" | "local") {
    const projected = projectedNames(table, index);
    this.name = index.name;
    this.frequent = kind === "global" ? new FrequentKeys() : undefined;
    this.#partitionKey = index.keys.partitionKey.name;
    this.#keys = indexKeys(index).map(({ name }) => name);
    this.#projected =
      projected && [...projected].map((name) => ({ name, bytes: Buffer.byteLength(name) }));
    this.#overhead = kind === "global" ? 0 : LOCAL_INDEX_ENTRY_BYTES;
  }

  /** Whether an item that the table takes is in the index. */
  holds(item: MeasuredItem): boolean {
    return this.#keys.every((name) => item.attribute(name) !== undefined);
  }

  /** Counts the entry of an item that is in the index. */
  add(item: MeasuredItem): void {
    const bytes = this.#entryBytes(item);
    this.items += 1;
    this.bytes += bytes;
    this.units += writeUnitsOfBytes(bytes + this.#overhead);
    if (this.frequent === undefined) return;
    const { canonical, readable } = keyTexts(item, this.#partitionKey);
    this.frequent.add(keyHash(canonical), readable);
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
