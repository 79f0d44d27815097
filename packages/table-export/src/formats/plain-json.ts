import { type AttributeMap, type AttributeValue, jsonNumber } from "@spillway/item";

/** What a value held that plain JSON has no word for. */
export interface Flattened {
  /** A set became a list. */
  set: boolean;
  /** Binary became base64 text. */
  binary: boolean;
}

/**
 * A value in plain JSON: numbers with every digit, sets as arrays, binary as base64 text.
 *
 * @param flattened is told of sets and binary, however deep they stand
 * @see https://www.rfc-editor.org/rfc/rfc8259
 * @example
 * plainJson({ L: [{ N: "0.10000000000000000001" }, { SS: ["a"] }] }, flattened);
 * // → '[0.10000000000000000001,["a"]]', and flattened.set is true
 */
export function plainJson(value: AttributeValue, flattened: Flattened): string {
  if ("S" in value) return JSON.stringify(value.S);
  if ("N" in value) return jsonNumber(value.N);
  if ("BOOL" in value) return value.BOOL ? "true" : "false";
  if ("NULL" in value) return "null";
  if ("M" in value) return plainJsonObject(value.M, flattened);
  if ("L" in value) return `[${value.L.map((element) => plainJson(element, flattened)).join()}]`;
  if ("B" in value) {
    flattened.binary = true;
    return JSON.stringify(value.B);
  }
  flattened.set = true;
  if ("SS" in value) return JSON.stringify(value.SS);
  if ("NS" in value) return `[${value.NS.map(jsonNumber).join()}]`;
  flattened.binary = true;
  return JSON.stringify(value.BS);
}

function plainJsonObject(map: AttributeMap, flattened: Flattened): string {
  let text = "";
  for (const [name, value] of Object.entries(map)) {
    text += `${text === "" ? "" : ","}${JSON.stringify(name)}:${plainJson(value, flattened)}`;
  }
  return `{${text}}`;
}
