import { type TableShape, writeUnitsOfBytes } from "@spillway/capacity";
import { isSpillwayError } from "@spillway/errors";
import { type IndexKey, indexKeysOf } from "@spillway/item";
import { admitSource, type SourceEntry } from "@spillway/table-writer";
import { DistinctKeys } from "./distinct-keys.ts";
import { FrequentKeys } from "./frequent-keys.ts";
import { IndexMeasure } from "./index-measure.ts";
import { ItemSizes } from "./item-sizes.ts";
import { keyHash } from "./key-hash.ts";
import { keyTexts, type MeasuredItem, RecordItem, WireItem } from "./measured-item.ts";
import { RejectedReasons } from "./rejected-reasons.ts";
import type { MeasuredKey, SourceMeasure } from "./source-measure.ts";

/** What a tally comes to. */
export type TallySummary = Omit<
  SourceMeasure,
  "source" | "format" | "complete" | "sourceBytes" | "notes"
>;

type Write = Extract<SourceEntry, { readonly ok: true }>;

/** Counts what writes take of a table and its indexes, in memory that does not grow. */
export class WriteTally {
  readonly #table: TableShape;
  readonly #indexKeys: readonly IndexKey[];
  readonly #sizes = new ItemSizes();
  readonly #distinct = new DistinctKeys();
  readonly #frequent = new FrequentKeys();
  readonly #global: readonly IndexMeasure[];
  readonly #local: readonly IndexMeasure[];
  readonly #indexes: readonly IndexMeasure[];
  readonly #rejected = new RejectedReasons();
  #items = 0;
  #deletes = 0;
  #units = 0;

  constructor(table: TableShape) {
    this.#table = table;
    this.#indexKeys = indexKeysOf(table.keys, [...table.globalIndexes, ...table.localIndexes]);
    this.#global = table.globalIndexes.map((index) => new IndexMeasure(table, index, "global"));
    this.#local = table.localIndexes.map((index) => new IndexMeasure(table, index, "local"));
    this.#indexes = [...this.#global, ...this.#local];
  }

  /** Counts a write, or a record that the table can't take. */
  add(entry: SourceEntry): void {
    if (!entry.ok) {
      this.#rejected.add(entry.reason, entry.position);
      return;
    }
    try {
      this.#addWrite(entry);
    } catch (error) {
      if (!isSpillwayError(error)) throw error;
      this.#rejected.add(error, entry.position);
    }
  }

  /** @throws SpillwayError for a write that the table can't take, before any of it is counted */
  #addWrite(entry: Write): void {
    const { request } = admitSource(entry, this.#table.keys, this.#indexKeys);
    if ("record" in entry) this.#addPut(new RecordItem(entry.record, request.bytes));
    else if ("attributes" in entry) this.#addPut(new WireItem(entry.attributes, request.bytes));
    else {
      this.#addKey(new WireItem(request.attributes, request.bytes));
      this.#deletes += 1;
      this.#units += writeUnitsOfBytes(request.bytes);
    }
  }

  #addPut(item: MeasuredItem): void {
    this.#addKey(item);
    this.#sizes.add(item.bytes);
    this.#units += writeUnitsOfBytes(item.bytes);
    for (const index of this.#indexes) if (index.holds(item)) index.add(item);
  }

  #addKey(item: MeasuredItem): void {
    const { partitionKey, sortKey } = this.#table.keys;
    const { canonical, readable } = keyTexts(item, partitionKey.name);
    const hash = keyHash(canonical);
    this.#items += 1;
    this.#frequent.add(hash, readable);
    this.#distinct.add(sortKey ? keyHash(keyTexts(item, sortKey.name).canonical, hash) : hash);
  }

  summary(): TallySummary {
    const all = this.#indexes;
    const localUnits = this.#local.reduce((sum, { units }) => sum + units, 0);
    const written = this.#global.filter(({ units }) => units > 0);
    const rejected = this.#rejected.records;
    return {
      records: this.#items + rejected,
      items: this.#items,
      deletes: this.#deletes,
      rejected,
      reasons: this.#rejected.list(),
      itemBytes: this.#sizes.summary(),
      keys: this.#distinct.count(),
      units: {
        table: this.#units + localUnits,
        indexes: Object.fromEntries(written.map(({ name, units }) => [name, units])),
      },
      indexItems: Object.fromEntries(all.map(({ name, items }) => [name, items])),
      indexBytes: Object.fromEntries(all.map(({ name, bytes }) => [name, bytes])),
      hotKeys: [
        ...hotKeys("", this.#frequent),
        ...this.#global.flatMap(({ name, frequent }) => hotKeys(name, frequent)),
      ],
    };
  }
}

function hotKeys(resource: string, frequent?: FrequentKeys): readonly MeasuredKey[] {
  return frequent?.hottest().map((key) => ({ resource, ...key })) ?? [];
}
