import { type AttributeOpening, openingAfter, START, ValueOpening } from "./attribute-opening.ts";
import type { PlainRecord, PlainValue } from "./attribute-value.ts";
import { ELEMENT_OVERHEAD, NESTED_OVERHEAD, valueSize } from "./item-size.ts";
import { checkNesting } from "./nesting.ts";
import { numberSize } from "./number-text.ts";
import { plainTextBytes } from "./plain-text.ts";
import {
  attributeValue,
  isPlainObject,
  numberText,
  toAttributeMap,
  wellFormedText,
} from "./plain-value.ts";

const FIRST_ELEMENT = new ValueOpening("[");
const LATER_ELEMENT = new ValueOpening(",");

/** A record as it is sent. */
export interface WrittenRecord {
  readonly json: string;
  readonly bytes: number;
  readonly wireBytes: number;
}

/**
 * Writes records as wire JSON and counts their bytes in the same walk. It gives what
 * `toAttributeMap`, `JSON.stringify` and `itemSize` give, without the tree between them.
 *
 * A refusal does not name the attribute: that is left to `toAttributeMap`, so that the walk needs no
 * paths.
 */
class RecordWalk {
  /** Size by DynamoDB's rules. */
  bytes = 0;
  /** By how much the UTF-8 bytes of the JSON exceed its length. */
  surplus = 0;
  #previous: AttributeOpening = START;

  /**
   * @returns the JSON of an item, or of a map inside one
   * @throws VALUE_NOT_STORABLE
   */
  map(before: string, record: PlainRecord, level: number, overhead: number): string {
    let json = before;
    let count = 0;
    for (const name of Object.keys(record)) {
      const value = record[name];
      if (value === undefined) continue;
      const opening = openingAfter(this.#previous, name);
      this.#previous = opening;
      this.bytes += opening.bytes;
      this.surplus += opening.surplus;
      json = this.#value(json, count === 0 ? opening.first : opening.later, value, level);
      count += 1;
    }
    this.bytes += overhead * count;
    return count === 0 ? `${json}{}` : `${json}}`;
  }

  #list(before: string, values: readonly PlainValue[], level: number): string {
    let json = before;
    // By index, which visits holes too.
    for (let index = 0; index < values.length; index += 1) {
      json = this.#value(json, index === 0 ? FIRST_ELEMENT : LATER_ELEMENT, values[index], level);
    }
    this.bytes += ELEMENT_OVERHEAD * values.length;
    return values.length === 0 ? `${json}[]` : `${json}]`;
  }

  /** The JSON so far and the value. */
  #value(
    json: string,
    opening: ValueOpening,
    value: PlainValue | undefined,
    level: number,
  ): string {
    if (typeof value === "string") {
      const bytes = plainTextBytes(value);
      if (bytes < 0) return this.#escaped(json, opening, value);
      this.bytes += bytes;
      this.surplus += bytes - value.length;
      return `${json}${opening.text}${value}"}`;
    }
    if (typeof value === "number") {
      const text = numberText(value, "");
      this.bytes += numberSize(text);
      return `${json}${opening.number}${text}"}`;
    }
    if (typeof value === "boolean") {
      this.bytes += 1;
      return `${json}${opening.any}${value ? '{"BOOL":true}' : '{"BOOL":false}'}`;
    }
    if (value === null) {
      this.bytes += 1;
      return `${json}${opening.any}{"NULL":true}`;
    }
    if (Array.isArray(value)) {
      checkNesting(level + 1, "");
      this.bytes += NESTED_OVERHEAD;
      return `${this.#list(`${json}${opening.any}{"L":`, value, level + 1)}}`;
    }
    if (typeof value === "object" && isPlainObject(value)) {
      checkNesting(level + 1, "");
      this.bytes += NESTED_OVERHEAD;
      return `${this.map(`${json}${opening.any}{"M":`, value, level + 1, ELEMENT_OVERHEAD)}}`;
    }
    return this.#rare(json, opening, value, level);
  }

  #escaped(json: string, opening: ValueOpening, value: string): string {
    const quoted = JSON.stringify(wellFormedText(value, ""));
    this.bytes += Buffer.byteLength(value);
    this.surplus += Buffer.byteLength(quoted) - quoted.length;
    return `${json}${opening.any}{"S":${quoted}}`;
  }

  /** Sets, binary and exact numbers, and what can't be stored. */
  #rare(json: string, opening: ValueOpening, value: PlainValue | undefined, level: number): string {
    const attribute = attributeValue(value, "", level);
    const text = JSON.stringify(attribute);
    this.bytes += valueSize(attribute);
    this.surplus += Buffer.byteLength(text) - text.length;
    return `${json}${opening.any}${text}`;
  }
}

/**
 * A record's wire JSON with its sizes.
 *
 * @throws VALUE_NOT_STORABLE
 */
export function recordJson(record: PlainRecord): WrittenRecord {
  const walk = new RecordWalk();
  try {
    const json = walk.map("", record, 1, 0);
    return { json, bytes: walk.bytes, wireBytes: json.length + walk.surplus };
  } catch (refusal) {
    // The walk knows what is wrong, the tree's way also where.
    toAttributeMap(record);
    throw refusal;
  }
}
