import type { AttributeValue } from "@spillway/item";

/** What a value comes back as from JSON Lines, which has no sets and no binary. */
export function plain(value: AttributeValue): AttributeValue {
  if ("SS" in value) return { L: value.SS.map((S) => ({ S })) };
  if ("NS" in value) return { L: value.NS.map((N) => ({ N })) };
  if ("BS" in value) return { L: value.BS.map((S) => ({ S })) };
  if ("B" in value) return { S: value.B };
  if ("L" in value) return { L: value.L.map(plain) };
  if (!("M" in value)) return value;
  const entries = Object.entries(value.M);
  return { M: Object.fromEntries(entries.map(([name, inner]) => [name, plain(inner)])) };
}
