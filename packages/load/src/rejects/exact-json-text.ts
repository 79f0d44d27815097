import { ExactNumber, jsonNumber } from "@spillway/item";

/**
 * JSON of a value in which every number keeps its digits, those of a `bigint` and an `ExactNumber` too.
 *
 * @example
 * exactJsonText({ n: 9_007_199_254_740_993n }); // → '{"n":9007199254740993}'
 */
export function exactJsonText(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, name, plain: unknown) {
    // As it was before its `toJSON` made it text.
    const original = this[name];
    if (typeof original === "bigint") return rawJson(String(original));
    return original instanceof ExactNumber ? rawJson(jsonNumber(original.text)) : plain;
  });
}

/** https://tc39.es/proposal-json-parse-with-source: Node 22 has it, TypeScript's library not yet. */
function rawJson(text: string): unknown {
  const make: unknown = Reflect.get(JSON, "rawJSON");
  return typeof make === "function" ? make(text) : text;
}
