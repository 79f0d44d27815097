import { numberSize } from "../number/number-text.ts";
import type { AttributeValue } from "../value/attribute-value.ts";
import { ELEMENT_OVERHEAD, NESTED_OVERHEAD, valueSize } from "../value/item-size.ts";
import { wellFormedText } from "../value/plain-value.ts";
import {
  type AttributeOpening,
  CLOSING,
  openingAfter,
  START,
  ValueOpening,
} from "./attribute-opening.ts";
import { plainTextBytes } from "./plain-text.ts";

/** The openings of a list's elements, as those of an attribute. */
const ELEMENT = {
  first: new ValueOpening("["),
  later: new ValueOpening(","),
  closing: new ValueOpening(`${CLOSING},`),
} as const;

/** An item as it is sent. */
export interface ItemJson {
  readonly json: string;
  /** Size by DynamoDB's rules. */
  readonly bytes: number;
  /** UTF-8 bytes of `json`. */
  readonly wireBytes: number;
}

/**
 * Writes one item as wire JSON, value by value, and counts its bytes by the way.
 *
 * The text grows by few and long pieces, since each piece costs: what closes a text or number waits
 * for what follows it.
 */
export class ItemWriter implements ItemJson {
  json = "";
  bytes = 0;
  /** By how much the UTF-8 bytes of the JSON exceed its length. */
  #surplus = 0;
  /** Whether the JSON ends inside a text or number. */
  #open = false;
  #previous: AttributeOpening = START;

  get wireBytes(): number {
    return this.json.length + this.#surplus;
  }

  /**
   * Counts an attribute's name and gives the opening of its value.
   *
   * @param index how many attributes of this map are written
   * @throws VALUE_NOT_STORABLE for a name that no attribute can have
   */
  attribute(name: string, index: number): ValueOpening {
    const opening = openingAfter(this.#previous, name);
    this.#previous = opening;
    this.#surplus += opening.surplus;
    this.bytes += opening.bytes;
    return this.#openingOf(opening, index);
  }

  /** The opening of a list's next element. */
  element(index: number): ValueOpening {
    return this.#openingOf(ELEMENT, index);
  }

  #openingOf(openings: typeof ELEMENT, index: number): ValueOpening {
    if (index === 0) return openings.first;
    return this.#open ? openings.closing : openings.later;
  }

  /** @throws VALUE_NOT_STORABLE for half of a surrogate pair */
  text(opening: ValueOpening, value: string): void {
    const bytes = plainTextBytes(value);
    this.json += opening.text;
    this.#open = true;
    if (bytes < 0) {
      this.#escaped(value);
      return;
    }
    this.bytes += bytes;
    this.#surplus += bytes - value.length;
    this.json += value;
  }

  #escaped(value: string): void {
    const quoted = JSON.stringify(wellFormedText(value, ""));
    this.bytes += Buffer.byteLength(value);
    this.#surplus += Buffer.byteLength(quoted) - quoted.length;
    this.json += quoted.slice(1, -1);
  }

  /** @param text known to be a number */
  number(opening: ValueOpening, text: string): void {
    this.bytes += numberSize(text);
    this.json += opening.number;
    this.json += text;
    this.#open = true;
  }

  boolean(opening: ValueOpening, value: boolean): void {
    this.#literal(opening, value ? '{"BOOL":true}' : '{"BOOL":false}');
  }

  null(opening: ValueOpening): void {
    this.#literal(opening, '{"NULL":true}');
  }

  #literal(opening: ValueOpening, json: string): void {
    this.bytes += 1;
    this.json += opening.any;
    this.json += json;
    this.#open = false;
  }

  /** A value of any type, checked: sets and binary. */
  value(opening: ValueOpening, value: AttributeValue): void {
    const json = JSON.stringify(value);
    this.bytes += valueSize(value);
    this.#surplus += Buffer.byteLength(json) - json.length;
    this.json += opening.any;
    this.json += json;
    this.#open = false;
  }

  /** Begins a list or map that is a value; {@link endNested} ends it. */
  beginNested(opening: ValueOpening, type: "L" | "M"): void {
    this.bytes += NESTED_OVERHEAD;
    this.json += opening.any;
    this.json += type === "L" ? '{"L":' : '{"M":';
    this.#open = false;
  }

  /** @param count of its elements or attributes */
  endNested(type: "L" | "M", count: number): void {
    this.bytes += ELEMENT_OVERHEAD * count;
    if (type === "M") this.#end(count === 0 ? "{}}" : "}}");
    else this.#end(count === 0 ? "[]}" : "]}");
  }

  /** @param count of the item's attributes */
  endItem(count: number): void {
    this.#end(count === 0 ? "{}" : "}");
  }

  #end(brackets: string): void {
    this.json += this.#open ? CLOSING + brackets : brackets;
    this.#open = false;
  }
}
