import { numberSize } from "../number/number-text.ts";
import type { AttributeMap, AttributeValue } from "./attribute-value.ts";
import { notStorable } from "./not-storable.ts";

/**
 * The most bytes an item may have, names counted: 400 KB.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
export const MAX_ITEM_BYTES = 409_600;

/** Bytes of a list or map without its elements. */
export const NESTED_OVERHEAD = 3;
/** Bytes of each element of a list or map besides its name and value. */
export const ELEMENT_OVERHEAD = 1;

const textSize = (text: string): number => Buffer.byteLength(text);

const binarySize = (base64: string): number => Buffer.byteLength(base64, "base64");

const sum = <T>(values: readonly T[], size: (value: T) => number): number =>
  values.reduce((total, value) => total + size(value), 0);

/**
 * Bytes of one value, without its attribute's name.
 *
 * @throws VALUE_NOT_STORABLE for a value of no known type and for a number that is none
 */
export function valueSize(value: AttributeValue): number {
  if ("S" in value) return textSize(value.S);
  if ("N" in value) return numberSize(value.N);
  if ("BOOL" in value || "NULL" in value) return 1;
  if ("B" in value) return binarySize(value.B);
  if ("SS" in value) return sum(value.SS, textSize);
  if ("NS" in value) return sum(value.NS, numberSize);
  if ("BS" in value) return sum(value.BS, binarySize);
  if ("L" in value) {
    return NESTED_OVERHEAD + sum(value.L, (element) => valueSize(element) + ELEMENT_OVERHEAD);
  }
  if ("M" in value) {
    return NESTED_OVERHEAD + itemSize(value.M) + ELEMENT_OVERHEAD * Object.keys(value.M).length;
  }
  throw notStorable("", {
    expected: "an attribute value in wire JSON",
    came: "a value of no known type",
    hint: "See API_AttributeValue.",
  });
}

/**
 * Bytes of an item by DynamoDB's rules: names and strings in UTF-8, a number by its significant
 * digits, binary unencoded, 1 for a boolean or null, 3 for a list or map and 1 for each element.
 * A set is as large as its elements.
 *
 * @throws VALUE_NOT_STORABLE for a value of no known type and for a number that is none
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 * @example
 * itemSize({ pk: { S: "user#1" }, age: { N: "42" } }); // → 13: 2 + 6 + 3 + 2
 */
export function itemSize(item: AttributeMap): number {
  let bytes = 0;
  for (const name of Object.keys(item)) {
    const value = item[name];
    if (value !== undefined) bytes += textSize(name) + valueSize(value);
  }
  return bytes;
}
