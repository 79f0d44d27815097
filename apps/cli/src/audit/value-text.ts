import type { AttributeMap, AttributeValue } from "@spillway/item";

const LONGEST_TEXT = 160;
const LONGEST_VALUE = 400;
const BINARY_SHOWN = 24;

/**
 * A value in plain words: `"LOGIN"`, `12.50` with every digit, `{"a", "b"}` of a set, `binary of 12 bytes
 * (AQID…)`. Long ones are cut; what could move the cursor is escaped.
 */
export function valueText(value: AttributeValue): string {
  return cut(wordsOf(value), LONGEST_VALUE);
}

function wordsOf(value: AttributeValue): string {
  if ("S" in value) return stringText(value.S);
  if ("N" in value) return value.N;
  if ("B" in value) return binaryText(value.B);
  if ("BOOL" in value) return String(value.BOOL);
  if ("NULL" in value) return "null";
  if ("SS" in value) return `{${value.SS.map(stringText).join(", ")}}`;
  if ("NS" in value) return `{${value.NS.join(", ")}}`;
  if ("BS" in value) return `{${value.BS.map(binaryText).join(", ")}}`;
  if ("L" in value) return `[${value.L.map(wordsOf).join(", ")}]`;
  return mapText(value.M);
}

function mapText(map: AttributeMap): string {
  const entries = Object.entries(map).map(
    ([name, value]) => `${nameText(name)}: ${wordsOf(value)}`,
  );
  return entries.length === 0 ? "{:}" : `{${entries.join(", ")}}`;
}

/** A name as it is where it is a word, else in quotes. */
export function nameText(name: string): string {
  return /^[\w.#$@-]+$/.test(name) ? name : quoted(name);
}

function stringText(text: string): string {
  if (text.length <= LONGEST_TEXT) return quoted(text);
  return `${quoted(text.slice(0, LONGEST_TEXT))}… of ${text.length.toLocaleString("en-US")} characters`;
}

// JSON leaves the later control characters and those that turn the direction of writing.
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}

function binaryText(base64: string): string {
  const bytes = Buffer.from(base64, "base64").byteLength.toLocaleString("en-US");
  const shown = base64.length <= BINARY_SHOWN ? base64 : `${base64.slice(0, BINARY_SHOWN)}…`;
  return `binary of ${bytes} bytes (${shown})`;
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}
