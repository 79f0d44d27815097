import { ExactNumber } from "../number/exact-number.ts";
import { canonicalNumber, significantNumber } from "../number/number-text.ts";
import { checkAttributeName, setAttribute } from "./attribute-name.ts";
import type {
  AttributeMap,
  AttributeValue,
  PlainRecord,
  PlainSet,
  PlainValue,
} from "./attribute-value.ts";
import { checkNesting } from "./nesting.ts";
import { notStorable } from "./not-storable.ts";

/** @throws VALUE_NOT_STORABLE for half of a surrogate pair */
export function wellFormedText(value: string, path: string): string {
  if (value.isWellFormed()) return value;
  throw notStorable(path, {
    expected: "text in well-formed Unicode",
    came: "half of a surrogate pair",
    hint: "Clean the text, or store it as binary.",
  });
}

function isOrdinary(value: number | bigint): boolean {
  if (typeof value !== "number") return false;
  const size = Math.abs(value);
  return size === 0 || (size > 1e-100 && size < 1e100);
}

/**
 * A number as it is sent.
 *
 * @throws VALUE_NOT_STORABLE if it is not finite, too long, too large or too small
 */
export function numberText(value: number | bigint, path: string): string {
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw notStorable(path, {
      expected: "a finite number",
      came: `${value}`,
      hint: "Use null or leave it out.",
    });
  }
  // `String` keeps the text of fractions that it made in a cache, where millions of them grow old.
  const isFraction = typeof value === "number" && !Number.isInteger(value);
  const asText = isFraction ? JSON.stringify(value) : String(value);
  // A double prints at most 17 digits: unless it is very large or small, nothing to check.
  if (!isOrdinary(value)) significantNumber(asText, path);
  return asText;
}

const base64 = (value: Uint8Array): string =>
  Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64");

function set(values: PlainSet, path: string): AttributeValue {
  const elements = [...values];
  if (elements.length === 0) {
    throw notStorable(path, {
      expected: "a set with something in it",
      came: "an empty one",
      hint: "Leave the attribute out instead.",
    });
  }
  if (elements.every((element) => typeof element === "string")) {
    return { SS: elements.map((element) => wellFormedText(element, path)) };
  }
  if (elements.every(isNumeric)) {
    const numbers = elements.map((element) =>
      element instanceof ExactNumber ? element.text : numberText(element, path),
    );
    checkDistinct(
      numbers.map((element) => canonicalNumber(element)),
      path,
    );
    return { NS: numbers };
  }
  if (elements.every((element) => element instanceof Uint8Array)) {
    const binaries = elements.map(base64);
    checkDistinct(binaries, path);
    return { BS: binaries };
  }
  throw notStorable(path, {
    expected: "a set of only strings, only numbers or only binary",
    came: "one of other or mixed values",
    hint: "Use a list for mixed values.",
  });
}

function isNumeric(value: unknown): value is number | bigint | ExactNumber {
  return typeof value === "number" || typeof value === "bigint" || value instanceof ExactNumber;
}

/** A JavaScript set tells `1` from `1n` and two arrays of the same bytes apart; DynamoDB does not. */
function checkDistinct(values: readonly string[], path: string): void {
  if (new Set(values).size === values.length) return;
  throw notStorable(path, {
    expected: "each value of a set once",
    came: "one twice",
    hint: "Remove the duplicates.",
  });
}

/** Whether it is an object literal or what `JSON.parse` gives, and no instance of a class. */
export function isPlainObject(value: object): value is PlainRecord {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

const isList = (value: object): value is readonly PlainValue[] => Array.isArray(value);

/**
 * One value in wire JSON, checked.
 *
 * @param path where it stands, for the message
 * @param level of the item, list or map that it stands in
 * @throws VALUE_NOT_STORABLE
 */
export function attributeValue(
  value: PlainValue | undefined,
  path: string,
  level: number,
): AttributeValue {
  if (typeof value === "string") return { S: wellFormedText(value, path) };
  if (typeof value === "number" || typeof value === "bigint") return { N: numberText(value, path) };
  if (typeof value === "boolean") return { BOOL: value };
  if (value === null) return { NULL: true };
  if (typeof value !== "object") {
    const hint = "Use null for nothing; a function or symbol has no stored form.";
    throw notStorable(path, {
      expected: "a value that can be stored",
      came: `one of type ${typeof value}`,
      hint,
    });
  }
  if (value instanceof Uint8Array) return { B: base64(value) };
  if (value instanceof Set) return set(value, path);
  if (value instanceof ExactNumber) return { N: value.text };
  checkNesting(level + 1, path);
  if (isList(value)) {
    // Array.from visits holes too, which `map` would leave as holes.
    const elements = Array.from(value, (element, index) =>
      attributeValue(element, `${path}[${index}]`, level + 1),
    );
    return { L: elements };
  }
  if (!isPlainObject(value)) {
    const kind = value.constructor?.name || "class instance";
    throw notStorable(path, {
      expected: "a value that can be stored",
      came: `one of type ${kind}`,
      hint: "Turn it into a string, number, list or plain object first.",
    });
  }
  return { M: attributeMap(value, `${path}.`, level + 1) };
}

function attributeMap(record: PlainRecord, prefix: string, level: number): AttributeMap {
  const map: Record<string, AttributeValue> = {};
  for (const name of Object.keys(record)) {
    const value = record[name];
    if (value === undefined) continue;
    const path = prefix + name;
    checkAttributeName(name, path);
    setAttribute(map, name, attributeValue(value, path, level));
  }
  return map;
}

/**
 * A record in wire JSON, every value checked. Attributes that are `undefined` are left out.
 *
 * @throws VALUE_NOT_STORABLE naming the attribute: NaN, a function, a date or other class instance,
 * an empty or mixed set, a number of more than 38 digits or out of range, text or a name that is not
 * Unicode, an empty or too long name, more than 32 levels
 * @example
 * toAttributeMap({ pk: "user#1", age: 42, tags: new Set(["a"]) });
 * // → { pk: { S: "user#1" }, age: { N: "42" }, tags: { SS: ["a"] } }
 */
export function toAttributeMap(record: PlainRecord): AttributeMap {
  return attributeMap(record, "", 1);
}

/**
 * One attribute of what {@link toAttributeMap} gives, without the others; undefined where the record
 * lacks it.
 *
 * @throws VALUE_NOT_STORABLE
 */
export function attributeOfRecord(record: PlainRecord, name: string): AttributeValue | undefined {
  const value = Object.hasOwn(record, name) ? record[name] : undefined;
  return value === undefined ? undefined : attributeValue(value, name, 1);
}
