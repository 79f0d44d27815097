import { canonicalNumber } from "../number/number-text.ts";
import { attributeOf } from "./attribute-name.ts";
import type { AttributeMap, AttributeValue } from "./attribute-value.ts";

/** One text for each value, whatever the order of a map's names or a set's elements or the form of a number. */
function canonicalText(value: AttributeValue): string {
  if ("S" in value) return `S${JSON.stringify(value.S)}`;
  if ("N" in value) return `N${canonicalNumber(value.N)}`;
  if ("B" in value) return `B${bytesText(value.B)}`;
  if ("BOOL" in value) return `BOOL${value.BOOL}`;
  if ("NULL" in value) return "NULL";
  if ("SS" in value) return `SS${value.SS.map((element) => JSON.stringify(element)).sort()}`;
  if ("NS" in value) return `NS${value.NS.map((element) => canonicalNumber(element)).sort()}`;
  if ("BS" in value) return `BS${value.BS.map(bytesText).sort()}`;
  if ("L" in value) return `L[${value.L.map(canonicalText)}]`;
  const entries = Object.entries(value.M);
  return `M{${entries.map(([name, inner]) => `${JSON.stringify(name)}:${canonicalText(inner)}`).sort()}}`;
}

const bytesText = (base64: string): string => Buffer.from(base64, "base64").toString("hex");

/**
 * Whether DynamoDB would store the same: sets and maps in any order, `1` and `1.0` alike.
 *
 * @throws VALUE_NOT_STORABLE for a number that is none
 */
export function sameValue(a: AttributeValue, b: AttributeValue): boolean {
  return canonicalText(a) === canonicalText(b);
}

/**
 * Whether two items are the same to DynamoDB, attribute for attribute.
 *
 * @throws VALUE_NOT_STORABLE for a number that is none
 * @example
 * sameItem({ n: { N: "1" }, t: { SS: ["a", "b"] } }, { t: { SS: ["b", "a"] }, n: { N: "1.0" } }); // → true
 */
export function sameItem(a: AttributeMap, b: AttributeMap): boolean {
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => {
    const [one, other] = [attributeOf(a, name), attributeOf(b, name)];
    return one !== undefined && other !== undefined && (one === other || sameValue(one, other));
  });
}
