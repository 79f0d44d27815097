import type { AttributeMap } from "@spillway/item";
import { InvalidArgumentError } from "commander";

/** `{"#n":"name"}`: what stands in an expression for an attribute's name. */
export function attributeNames(text: string): Readonly<Record<string, string>> {
  const names = jsonObject(text, '{"#n":"name"}');
  if (Object.values(names).every((name) => typeof name === "string")) {
    return names as Record<string, string>;
  }
  throw new InvalidArgumentError('Expected a name for each, such as {"#n":"name"}.');
}

/** `{":min":{"N":"18"}}`: the values of an expression. DynamoDB looks at them more closely. */
export function attributeValues(text: string): AttributeMap {
  const example = '{":min":{"N":"18"}}';
  const values = jsonObject(text, example);
  if (Object.values(values).every(isTyped)) return values as AttributeMap;
  throw new InvalidArgumentError(`Expected values with their types, such as ${example}.`);
}

const TYPES = new Set(["S", "N", "B", "SS", "NS", "BS", "L", "M", "BOOL", "NULL"]);

function isTyped(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const [type = "", ...more] = Object.keys(value);
  return TYPES.has(type) && more.length === 0;
}

function jsonObject(text: string, example: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new InvalidArgumentError(`Expected a JSON object, such as ${example}.`);
}
