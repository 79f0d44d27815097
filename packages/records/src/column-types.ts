import { SpillwayError } from "@spillway/errors";

/** What the text of a column becomes. */
export type ColumnType = "string" | "number" | "boolean";

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const INTEGER = /^[+-]?\d+$/;
/** Any decimal of so many digits keeps its value in a JavaScript number. */
const EXACT_DIGITS = 15;

/**
 * Turns a field's text into a value of its column's type. An empty number or boolean is no value:
 * the attribute is left out. A number that JavaScript would change is refused rather than changed.
 *
 * @returns the value, or the error that says what was expected; it is not thrown, since one record
 * in a million should cost no more than any other
 */
export function typedValue(
  text: string,
  type: ColumnType,
): string | number | bigint | boolean | undefined | SpillwayError {
  if (type === "string") return text;
  const bare = text.trim();
  if (bare === "") return undefined;
  return type === "number" ? numberOf(bare) : booleanOf(bare);
}

function numberOf(text: string): number | bigint | SpillwayError {
  if (!NUMBER.test(text)) return expected("a number", text);
  const value = Number(text);
  if (INTEGER.test(text))
    return Number.isSafeInteger(value) ? value : BigInt(text.replace("+", ""));
  const [mantissa = ""] = text.split(/[eE]/);
  const digits = mantissa.replace(/[^\d]/g, "").replace(/^0+/, "");
  if (digits.length > EXACT_DIGITS || !Number.isFinite(value) || (value === 0 && digits !== "")) {
    return expected(`a number of at most ${EXACT_DIGITS} digits, or a whole one`, text);
  }
  return value;
}

function booleanOf(text: string): boolean | SpillwayError {
  const lower = text.toLowerCase();
  if (lower === "true") return true;
  if (lower === "false") return false;
  return expected("true or false", text);
}

function expected(what: string, came: string): SpillwayError {
  return new SpillwayError("CSV_VALUE_TYPE", `expected ${what}; came ${JSON.stringify(came)}`);
}
