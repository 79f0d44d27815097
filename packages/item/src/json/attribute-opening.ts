import { checkAttributeName } from "../value/attribute-name.ts";

/** Names that are kept ready, and how long one may be: about a megabyte at the most. */
const MAX_KNOWN_NAMES = 1_000;
const MAX_KNOWN_LENGTH = 200;

/** What closes a text or number, and is left to the opening of what follows: `{"S":"…` is open. */
export const CLOSING = '"}';

/** The JSON before a value, by the value's type. */
export class ValueOpening {
  /** `,"name":{"S":"` */
  readonly text: string;
  /** `,"name":{"N":"` */
  readonly number: string;
  /** For all other types, which follow in full: `,"name":` */
  readonly any: string;

  /** @param before what stands before a value of any type */
  constructor(before: string) {
    this.text = `${before}{"S":"`;
    this.number = `${before}{"N":"`;
    this.any = before;
  }
}

/** An attribute's name, checked, with what can be known of it before there is a value. */
export class AttributeOpening {
  readonly name: string;
  /** The name's UTF-8 bytes. */
  readonly bytes: number;
  /** By how much the UTF-8 bytes of its JSON exceed the JSON's length. */
  readonly surplus: number;
  readonly first: ValueOpening;
  readonly later: ValueOpening;
  /** After a text or number, which it closes. */
  readonly closing: ValueOpening;
  /** The name that followed this one the last time: records of one source have the same names in the same order. */
  next: AttributeOpening | undefined = undefined;

  constructor(name: string) {
    const json = JSON.stringify(name);
    this.name = name;
    this.bytes = Buffer.byteLength(name);
    this.surplus = Buffer.byteLength(json) - json.length;
    this.first = new ValueOpening(`{${json}:`);
    this.later = new ValueOpening(`,${json}:`);
    this.closing = new ValueOpening(`${CLOSING},${json}:`);
  }
}

/** Before the first name of a record. */
export const START = new AttributeOpening("");

const known = new Map<string, AttributeOpening>();

function learn(name: string): AttributeOpening {
  checkAttributeName(name, "");
  const opening = new AttributeOpening(name);
  if (name.length <= MAX_KNOWN_LENGTH) {
    // Names can be data (ids as the names of a map): then start anew, so that the others stay known.
    if (known.size === MAX_KNOWN_NAMES) known.clear();
    known.set(name, opening);
  }
  return opening;
}

/**
 * The opening for a name, made once for each name.
 *
 * @param previous the one before it in the walk
 * @throws VALUE_NOT_STORABLE for a name that no attribute can have
 */
export function openingAfter(previous: AttributeOpening, name: string): AttributeOpening {
  const { next } = previous;
  if (next !== undefined && next.name === name) return next;
  const opening = known.get(name) ?? learn(name);
  previous.next = opening;
  return opening;
}
