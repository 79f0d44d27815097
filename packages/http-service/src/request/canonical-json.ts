import { hash } from "node:crypto";

/**
 * JSON with the names of every object sorted and no space: equal values give equal text (RFC 8785).
 *
 * @param value what JSON.parse gives; nested as deep as `readJson` lets through
 * @see https://www.rfc-editor.org/rfc/rfc8785
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    // By UTF-16 code units, as `<` compares.
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
  return `{${members.join(",")}}`;
}

/** SHA-256 of what a request asks for, in hexadecimal: the same for the same request written another way. */
export function payloadDigest(operation: string, payload: unknown): string {
  return hash(
    "sha256",
    `${operation}\n${payload === undefined ? "" : canonicalJson(payload)}`,
    "hex",
  );
}
