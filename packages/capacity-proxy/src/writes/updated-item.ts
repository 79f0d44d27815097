import type { AttributeMap } from "@spillway/item";
import { isAttributeMap, isJsonObject, type JsonObject } from "../http/wire-json.ts";

/**
 * The item that an `UpdateItem` leaves behind, as far as its request tells: the old item, or the
 * key when the old item is not known, with every whole attribute that is set to a value given in
 * the request, and without the ones that are removed. What is computed by the engine (arithmetic,
 * `list_append`, paths into documents) keeps its old value here; the values given for it still
 * count, under their own names, so that the size is not too small.
 */
export function updatedItem(
  source: JsonObject,
  key: AttributeMap,
  before: AttributeMap | undefined,
): AttributeMap {
  const item: Record<string, AttributeMap[string]> = { ...(before ?? key) };
  const values = isAttributeMap(source.ExpressionAttributeValues)
    ? source.ExpressionAttributeValues
    : {};
  const expression = typeof source.UpdateExpression === "string" ? source.UpdateExpression : "";
  const clauses = expression.split(/\b(SET|REMOVE|ADD|DELETE)\b/i);
  const used = new Set<string>();
  for (let at = 1; at < clauses.length; at += 2) {
    const clause = clauses[at]?.toUpperCase();
    const text = clauses[at + 1] ?? "";
    if (clause === "SET") {
      for (const [, path = "", value = ""] of text.matchAll(/([\w#]+)\s*=\s*(:\w+)\s*(?=,|$)/g)) {
        const given = values[value];
        if (given === undefined) continue;
        item[attributeName(source, path)] = given;
        used.add(value);
      }
    }
    if (clause === "REMOVE") {
      for (const path of text.split(",")) delete item[attributeName(source, path.trim())];
    }
  }
  for (const [name, value] of Object.entries(values)) {
    if (!used.has(name)) item[name] = value;
  }
  applyAttributeUpdates(source, item);
  return item;
}

/** The older way to say the same: `AttributeUpdates` with an action for each attribute. */
function applyAttributeUpdates(
  source: JsonObject,
  item: Record<string, AttributeMap[string]>,
): void {
  if (!isJsonObject(source.AttributeUpdates)) return;
  for (const [name, update] of Object.entries(source.AttributeUpdates)) {
    if (!isJsonObject(update)) continue;
    if (update.Action === "DELETE" && update.Value === undefined) {
      delete item[name];
      continue;
    }
    const given: unknown = { [name]: update.Value };
    if (isAttributeMap(given)) Object.assign(item, given);
  }
}

function attributeName(source: JsonObject, path: string): string {
  const names = source.ExpressionAttributeNames;
  const name = isJsonObject(names) ? names[path] : undefined;
  return typeof name === "string" ? name : path;
}

/** The whole attributes that an update sets, removes, adds to or deletes from. */
export function assignedNames(source: JsonObject): readonly string[] {
  const { AttributeUpdates: updates, UpdateExpression: expression } = source;
  if (isJsonObject(updates)) return Object.keys(updates);
  if (typeof expression !== "string") return [];
  const clauses = expression.split(/\b(SET|REMOVE|ADD|DELETE)\b/i);
  return clauses.flatMap((text, at) => {
    if (at === 0 || at % 2 === 1) return [];
    const isSet = clauses[at - 1]?.toUpperCase() === "SET";
    const paths = isSet
      ? [...text.matchAll(/(?:^|,)\s*([\w#]+)\s*=/g)].map(([, path = ""]) => path)
      : text.split(",").map((part) => part.trim().split(/\s/)[0] ?? "");
    return paths.map((path) => attributeName(source, path));
  });
}
