import { isSpillwayError } from "@spillway/errors";
import {
  type AttributeMap,
  attributeMapFrom,
  type PlainRecord,
  type PlainValue,
  plainRecordFrom,
  toAttributeMap,
} from "@spillway/item";

/** A record in a reject line. */
export type RecordContent =
  | { readonly record: PlainRecord }
  /** In DynamoDB's JSON. */
  | { readonly record: AttributeMap; readonly typed: true };

/**
 * A record as a reject line holds it: plain JSON, or DynamoDB's where it has a set or binary, which
 * plain JSON would lose.
 */
export function recordContent(record: PlainRecord): RecordContent {
  if (!losesInJson(record, 0)) return { record };
  try {
    return { record: toAttributeMap(record), typed: true };
  } catch (error) {
    if (!isSpillwayError(error)) throw error;
    // It can't be stored, and neither form has all of it.
    return { record };
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

/** Deeper than any item nests: such a record is refused anyway. */
const MAX_DEPTH = 40;

function losesInJson(value: PlainValue | undefined, depth: number): boolean {
  if (typeof value !== "object" || value === null || depth > MAX_DEPTH) return false;
  if (value instanceof Set || value instanceof Uint8Array) return true;
  return Object.values(value).some((inner) => losesInJson(inner, depth + 1));
}
