import type { AttributeMap, AttributeValue } from "@spillway/item";

/** Plain JSON. */
export type PlainJson =
  | string
  | number
  | boolean
  | null
  | readonly PlainJson[]
  | { readonly [name: string]: PlainJson };

/** How a number in DynamoDB's text becomes JSON. */
export type NumberReading = (text: string) => PlainJson;

/** As a JSON number, rounded to what a double holds: to be compared with. */
export const roundedNumber: NumberReading = (text) => Number(text);

/** Digits that a double keeps, whatever the number. */
const SAFE_DIGITS = 15;

/** As a JSON number where a double holds it exactly, else as its text, with every digit. */
export const exactNumber: NumberReading = (text) => {
  const number = Number(text);
  if (String(number) === text) return number;
  const [mantissa = ""] = text.split(/e/i, 1);
  const digits = mantissa.replace(/[-+.]/g, "").replace(/^0+/, "");
  return digits.length <= SAFE_DIGITS && Number.isFinite(number) ? number : text;
};

/** An attribute's value as plain JSON: sets as lists, binary as base64. */
export function plainJson(value: AttributeValue, number: NumberReading): PlainJson {
  if ("S" in value) return value.S;
  if ("N" in value) return number(value.N);
  if ("BOOL" in value) return value.BOOL;
  if ("NULL" in value) return null;
  if ("M" in value) return plainObject(value.M, number);
  if ("L" in value) return value.L.map((element) => plainJson(element, number));
  if ("SS" in value) return value.SS;
  if ("NS" in value) return value.NS.map(number);
  if ("BS" in value) return value.BS;
  return value.B;
}

/**
 * An item as a plain object.
 *
 * @param names the attributes that are wanted; default all
 */
export function plainObject(
  item: AttributeMap,
  number: NumberReading,
  names: readonly string[] = Object.keys(item),
): { readonly [name: string]: PlainJson } {
  // Without a prototype an attribute may be named `__proto__`, and none is there that is not the item's.
  const object: Record<string, PlainJson> = Object.create(null);
  for (const name of names) {
    const value = item[name];
    if (value !== undefined && Object.hasOwn(item, name)) object[name] = plainJson(value, number);
  }
  return object;
}
