import { isSpillwayError } from "@spillway/errors";
import {
  type AttributeMap,
  attributeMapFrom,
  ExactNumber,
  type PlainRecord,
  type PlainValue,
  plainRecordFrom,
  toAttributeMap,
} from "@spillway/item";
import { isPlainObject } from "../transform/record-copy.ts";

/** A record in a reject line. */
export type RecordContent =
  | { readonly record: PlainRecord }
  /** In DynamoDB's JSON. */
  | { readonly record: AttributeMap; readonly typed: true };

/**
 * A record as a reject line holds it: plain JSON, or DynamoDB's where it has a set or binary, which
 * plain JSON would lose. Undefined where neither form has all of it: a date, NaN, a function, what holds
 * itself, a set that can't be stored.
 */
export function recordContent(record: PlainRecord): RecordContent | undefined {
  try {
    if (isExactInJson(record, [])) return { record };
    return { record: toAttributeMap(record), typed: true };
  } catch (error) {
    // Nested deeper than can be walked, or than an item may be.
    if (isSpillwayError(error) || error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * The record that a line holds, in one form or the other; undefined where it holds none.
 *
 * @throws SpillwayError `VALUE_NOT_STORABLE` for DynamoDB's JSON that is none
 */
export function contentRecord(value: unknown, typed: boolean | undefined): PlainRecord | undefined {
  if (!isRecord(value)) return undefined;
  return typed === true ? plainRecordFrom(attributeMapFrom(value)) : value;
}

export function isRecord(value: unknown): value is PlainRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether JSON has all of a value, as `exactJsonText` writes it. What is undefined in a record is not in it. */
function isExactInJson(value: PlainValue, around: object[]): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object") return JSON_TYPES.has(typeof value);
  if (value === null || value instanceof ExactNumber) return true;
  if (around.includes(value)) return false;
  if (!isList(value) && !isPlainObject(value)) return false;
  around.push(value);
  const isExact = isList(value)
    ? Array.from(value).every((one) => isExactInJson(one, around))
    : Object.values(value).every((one) => one === undefined || isExactInJson(one, around));
  around.pop();
  return isExact;
}

const JSON_TYPES = new Set(["string", "boolean", "bigint"]);

const isList = (value: object): value is readonly PlainValue[] => Array.isArray(value);
