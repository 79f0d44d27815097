import type { AttributeMap, AttributeValue } from "@spillway/item";

type Types = Readonly<Record<string, unknown>>;

/**
 * Whether values name every type, all but one as null: what some programs make of an event that they
 * read and wrote again. DynamoDB names one.
 */
export function isSpelledOut(keys: AttributeMap): boolean {
  for (const name in keys) {
    let types = 0;
    for (const _ in keys[name]) types += 1;
    return types > 1;
  }
  return false;
}

/** The same image with the types that values have, and no others. */
export function withOneType(image: AttributeMap): AttributeMap {
  return Object.fromEntries(
    Object.entries(image).map(([name, value]) => [name, valueWithOneType(value)]),
  );
}

function valueWithOneType(value: AttributeValue): AttributeValue {
  const types: Types = { ...value };
  const type = Object.keys(types).find((name) => types[name] !== null && types[name] !== undefined);
  if (type === undefined) return value;
  if ("M" in value && type === "M") return { M: withOneType(value.M) };
  if ("L" in value && type === "L") return { L: value.L.map(valueWithOneType) };
  // One of the types of a value with its content, which are the value's own.
  return { [type]: types[type] } as unknown as AttributeValue;
}
