import { type AttributeMap, attributeMapFrom } from "@spillway/item";

/** A JSON object whose fields nobody has looked at yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object that a body holds; undefined when it isn't JSON or isn't an object. */
export function parseJsonObject(body: Buffer | string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(body.toString());
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether `value` is an item in wire JSON. */
export function isAttributeMap(value: unknown): value is AttributeMap {
  try {
    attributeMapFrom(value);
    return true;
  } catch {
    return false;
  }
}
