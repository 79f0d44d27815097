import {
  type AttributeMap,
  attributeOf,
  ExactNumber,
  isPlainNumber,
  type KeySchema,
  type PlainRecord,
  plainNumber,
} from "@spillway/item";
import type { Position } from "@spillway/records";
import type { SourceEntry } from "@spillway/table-writer";

/** A number as it was written somewhere in a source. */
export interface WrittenNumber {
  readonly text: string;
  readonly position: Position;
}

/**
 * What is to be said of numbers in keys: DynamoDB keeps the number, not its text, so that `007`, `7` and
 * `7.0` are one key.
 */
export interface NumberKeys {
  /** Keys that were written otherwise than the number is kept, in what this run read. */
  readonly respelled: number;
  /** The first of them, and the number as it is kept. */
  readonly first: WrittenNumber & { readonly attribute: string; readonly kept: string };
  /** Deduplicated records whose key differs as text from that of the record that took its place. */
  readonly equal: number;
  /** The first such record and the one that took its place; null if there is none. */
  readonly pair: readonly [WrittenNumber, WrittenNumber] | null;
}

/** Records that are remembered: more than lie between the reading of a record and its place in a batch. */
const REMEMBERED = 20_000;

/** Looks how the numbers in the table's keys are written, in memory that does not grow. */
export class NumberKeysSeen {
  /** The attributes of the key that are numbers. */
  readonly names: readonly string[];
  /** How the latest were written, by their records' numbers, where it is not as the number is kept. */
  readonly #texts = new Map<number, Readonly<Record<string, string>>>();
  #respelled = 0;
  #first: NumberKeys["first"] | undefined;
  #equal = 0;
  #pair: NumberKeys["pair"] = null;

  constructor({ partitionKey, sortKey }: KeySchema) {
    this.names = [partitionKey, ...(sortKey ? [sortKey] : [])]
      .filter(({ type }) => type === "N")
      .map(({ name }) => name);
  }

  /** Looks at the text of a number. */
  see(attribute: string, text: string, position: Position): void {
    if (isPlainNumber(text)) return;
    this.#respelled += 1;
    this.#first ??= { attribute, text, kept: plainNumber(text.trim()), position };
    const { index } = position;
    this.#texts.set(index, { ...this.#texts.get(index), [attribute]: text });
    if (this.#texts.size <= REMEMBERED) return;
    const [oldest] = this.#texts.keys();
    if (oldest !== undefined) this.#texts.delete(oldest);
  }

  /**
   * Looks at a record that keeps the texts of its numbers: an item in DynamoDB's JSON, a number that a
   * template made.
   *
   * @param names of those of the attributes that are looked at here
   */
  seeEntry(entry: SourceEntry, names: readonly string[]): void {
    if (!entry.ok) return;
    for (const name of names) {
      const text = writtenIn(entry, name);
      if (text !== undefined) this.see(name, text, entry.position);
    }
  }

  /** A record is not written since a later one of its key is. */
  replaced(earlier: Position, later: Position): void {
    if (this.#respelled === 0) return;
    const [one, other] = [this.#texts.get(earlier.index), this.#texts.get(later.index)];
    const differing = this.names.find((name) => one?.[name] !== other?.[name]);
    if (differing === undefined) return;
    this.#equal += 1;
    if (this.#pair !== null) return;
    const [text, otherText] = [one?.[differing], other?.[differing]];
    const kept = plainNumber((text ?? otherText ?? "0").trim());
    this.#pair = [
      { text: text ?? kept, position: earlier },
      { text: otherText ?? kept, position: later },
    ];
  }

  /** Null where every number is written as it is kept. */
  get report(): NumberKeys | null {
    if (this.#first === undefined) return null;
    const { first, pair } = { first: this.#first, pair: this.#pair };
    return { respelled: this.#respelled, first, equal: this.#equal, pair };
  }
}

function writtenIn(entry: SourceEntry & { readonly ok: true }, name: string): string | undefined {
  if ("record" in entry) return ofRecord(entry.record, name);
  if ("delete" in entry) return ofRecord(entry.delete, name);
  return ofItem("attributes" in entry ? entry.attributes : entry.deleteItem, name);
}

function ofRecord(record: PlainRecord, name: string): string | undefined {
  const value = record[name];
  return value instanceof ExactNumber ? value.text : undefined;
}

function ofItem(item: AttributeMap, name: string): string | undefined {
  const value = attributeOf(item, name);
  return value !== undefined && "N" in value ? value.N : undefined;
}
