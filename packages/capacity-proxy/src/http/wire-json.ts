import type { AttributeMap } from "@spillway/item";

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

/**
 * Whether `value` has the form of an item in wire JSON. Whether the engine would store it (the texts
 * of numbers, what sets hold, lengths) is not looked at: this is asked of every request.
 */
export function isAttributeMap(value: unknown): value is AttributeMap {
  if (!isJsonObject(value)) return false;
  for (const name in value) if (!isAttributeValue(value[name])) return false;
  return true;
}

function isAttributeValue(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  let type: string | undefined;
  for (const name in value) {
    if (type !== undefined) return false;
    type = name;
  }
  const content = type === undefined ? undefined : value[type];
  switch (type) {
    case "S":
    case "N":
    case "B":
      return typeof content === "string";
    case "BOOL":
      return typeof content === "boolean";
    case "NULL":
      return content === true;
    case "SS":
    case "NS":
    case "BS":
      return Array.isArray(content) && content.every((element) => typeof element === "string");
    case "L":
      return Array.isArray(content) && content.every(isAttributeValue);
    case "M":
      return isAttributeMap(content);
    default:
      return false;
  }
}
