import {
  LOCAL_INDEX_ENTRY_BYTES,
  type LocalIndexShape,
  projectedNames,
  type TableShape,
  writeUnitsOfBytes,
} from "@spillway/capacity";
import {
  type KeyAttribute,
  MAX_PARTITION_KEY_BYTES,
  MAX_SORT_KEY_BYTES,
  valueSize,
} from "@spillway/item";
import { loadError } from "../errors.ts";
import { FrequentKeys } from "./frequent-keys.ts";
import { keyHash } from "./key-hash.ts";
import { keyTexts, type MeasuredItem } from "./measured-item.ts";

/** A key attribute of an index, and how long its value may be. */
interface IndexKey extends KeyAttribute {
  readonly maxBytes: number;
}

/** Counts the entries of one index. */
export class IndexMeasure {
  readonly name: string;
  /** Its partition keys; undefined for a local index, which has the table's. */
  readonly frequent: FrequentKeys | undefined;
  items = 0;
  bytes = 0;
  units = 0;
  readonly #partitionKey: string;
  readonly #keys: readonly IndexKey[];
  /** Names of what an entry holds, with their bytes; undefined for all of the item. */
  readonly #projected: readonly { readonly name: string; readonly bytes: number }[] | undefined;
  /** Bytes that units count beside an entry's attributes. */
  readonly #overhead: number;

  constructor(table: TableShape, index: LocalIndexShape, kind: "global" | "local") {
    const projected = projectedNames(table, index);
    this.name = index.name;
    this.frequent = kind === "global" ? new FrequentKeys() : undefined;
    this.#partitionKey = index.keys.partitionKey.name;
    this.#keys = keysOf(index);
    this.#projected =
      projected && [...projected].map((name) => ({ name, bytes: Buffer.byteLength(name) }));
    this.#overhead = kind === "global" ? 0 : LOCAL_INDEX_ENTRY_BYTES;
  }

  /**
   * Whether an item is in the index.
   *
   * @throws SpillwayError `ITEM_INVALID` for one that DynamoDB refuses, since a key attribute of the index
   * is of another type, empty or too long
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

function keysOf({ keys, furtherKeys = [] }: LocalIndexShape): readonly IndexKey[] {
  // Of a further one nobody says which kind it is: it may have what a partition key may.
  const partition = [keys.partitionKey, ...furtherKeys];
  return [
    ...partition.map((key) => ({ ...key, maxBytes: MAX_PARTITION_KEY_BYTES })),
    ...(keys.sortKey ? [{ ...keys.sortKey, maxBytes: MAX_SORT_KEY_BYTES }] : []),
  ];
}

function hasKey(item: MeasuredItem, { name, type, maxBytes }: IndexKey): boolean {
  const value = item.attribute(name);
  if (value === undefined) return false;
  if (!(type in value)) throw refused(name, `of type ${type}`, Object.keys(value)[0]);
  const bytes = valueSize(value);
  if (bytes === 0) throw refused(name, "with a value", "an empty one");
  if (bytes > maxBytes) throw refused(name, `of at most ${maxBytes} bytes`, bytes);
  return true;
}

function refused(name: string, expected: string, came: string | number | undefined): Error {
  const message = `expected the index key ${JSON.stringify(name)} ${expected}; came ${came}`;
  return loadError("ITEM_INVALID", message, {
    hint: "Mend the value, or leave it out: the item is not in the index then.",
  });
}
