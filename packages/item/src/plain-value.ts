import { SpillwayError } from "@spillway/errors";
import type {
  AttributeMap,
  AttributeValue,
  PlainRecord,
  PlainSet,
  PlainValue,
} from "./attribute-value.ts";
import { canonicalNumber, significantNumber } from "./number-text.ts";

/** How deep lists and maps may be nested. */
export const MAX_NESTING = 32;

function notStorable(path: string, what: string, hint: string): SpillwayError {
  return new SpillwayError("VALUE_NOT_STORABLE", `attribute ${path}: ${what}`, { hint });
}

function text(value: string, path: string): string {
  if (value.isWellFormed()) return value;
  throw notStorable(
    path,
    "a string must be well-formed Unicode, this one has half of a surrogate pair",
    "Clean the text, or store it as binary.",
  );
}

function number(value: number | bigint, path: string): string {
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw notStorable(path, `a number must be finite, got ${value}`, "Use null or leave it out.");
  }
  const asText = Object.is(value, -0) ? "0" : String(value);
  significantNumber(asText);
  return asText;
}

const base64 = (value: Uint8Array): string =>
  Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64");

function set(values: PlainSet, path: string): AttributeValue {
  const elements = [...values];
  if (elements.length === 0) {
    throw notStorable(path, "a set can't be empty", "Leave the attribute out instead.");
  }
  if (elements.every((element) => typeof element === "string")) {
    return { SS: elements.map((element) => text(element, path)) };
  }
  if (elements.every((element) => typeof element === "number" || typeof element === "bigint")) {
    return {
      NS: distinct(
        elements.map((element) => number(element, path)),
        canonicalNumber,
        path,
      ),
    };
  }
  if (elements.every((element) => element instanceof Uint8Array)) {
    return { BS: distinct(elements.map(base64), (element) => element, path) };
  }
  throw notStorable(
    path,
    "a set must hold only strings, only numbers or only binary",
    "Use a list for mixed values.",
  );
}

function distinct(values: string[], identity: (value: string) => string, path: string): string[] {
  if (new Set(values.map(identity)).size === values.length) return values;
  throw notStorable(path, "a set can't hold one value twice", "Remove the duplicates.");
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function attributeValue(value: PlainValue, path: string, depth: number): AttributeValue {
  if (typeof value === "string") return { S: text(value, path) };
  if (typeof value === "number" || typeof value === "bigint") return { N: number(value, path) };
  if (typeof value === "boolean") return { BOOL: value };
  if (value === null) return { NULL: true };
  if (typeof value !== "object") {
    throw notStorable(path, `a ${typeof value} can't be stored`, "Use a string, number or null.");
  }
  if (value instanceof Uint8Array) return { B: base64(value) };
  if (value instanceof Set) return set(value, path);
  if (depth >= MAX_NESTING) {
    throw notStorable(path, `lists and maps nest at most ${MAX_NESTING} deep`, "Flatten it.");
  }
  if (isList(value)) {
    return { L: value.map((element, i) => attributeValue(element, `${path}[${i}]`, depth + 1)) };
  }
  if (!isPlainObject(value)) {
    const kind = value.constructor?.name ?? "object";
    throw notStorable(path, `a ${kind} can't be stored`, "Turn it into a string or number first.");
  }
  return { M: attributeMap(value as PlainRecord, `${path}.`, depth + 1) };
}

const isList = (value: object): value is readonly PlainValue[] => Array.isArray(value);

function attributeMap(record: PlainRecord, prefix: string, depth: number): AttributeMap {
  const map: Record<string, AttributeValue> = {};
  for (const name of Object.keys(record)) {
    const value = record[name];
    if (value !== undefined) map[name] = attributeValue(value, prefix + name, depth);
  }
  return map;
}

/**
 * A record in wire JSON, every value checked.
 *
 * @throws VALUE_NOT_STORABLE naming the attribute: NaN, a function, a date, an empty or mixed set, a
 * number of more than 38 digits, text that is not Unicode, more than 32 levels
 * @example
 * toAttributeMap({ pk: "user#1", age: 42, tags: new Set(["a"]) });
 * // → { pk: { S: "user#1" }, age: { N: "42" }, tags: { SS: ["a"] } }
 */
export function toAttributeMap(record: PlainRecord): AttributeMap {
  return attributeMap(record, "", 0);
}
