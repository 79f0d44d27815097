import { type AttributeMap, keyText } from "@spillway/item";

/**
 * One text for each item: two changes have the same exactly when they are of one item of one table.
 *
 * @param keys a primary key, in DynamoDB's JSON
 */
export function itemKey(keys: AttributeMap): string {
  const names = Object.keys(keys);
  if (names.length > 1) names.sort();
  let key = "";
  for (const name of names) {
    const text = valueText(keys, name);
    key += `${text.length}:${text}`;
  }
  return key;
}

function valueText(keys: AttributeMap, name: string): string {
  const value = keys[name];
  if (value === undefined) return "";
  try {
    return keyText(value) ?? JSON.stringify(value);
  } catch {
    // A number that DynamoDB does not know.
    return JSON.stringify(value);
  }
}
