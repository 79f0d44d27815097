import { SpillwayError } from "@spillway/errors";
import { ExactNumber } from "@spillway/item";

/** What the text of a column becomes. */
export type ColumnType = "string" | "number" | "boolean";

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const INTEGER = /^[+-]?\d+$/;
/** Any decimal of so many digits keeps its value in a JavaScript number. */
const EXACT_DIGITS = 15;

/**
 * Turns a field's text into a value of its column's type. An empty number or boolean is no value:
 * the attribute is left out. A decimal that JavaScript would change is an `ExactNumber`; a number that
 * DynamoDB can't hold is refused.
 *
 * @returns the value, or the error that says what was expected; it is not thrown, since one record
 * in a million should cost no more than any other
 */
export function typedValue(
  text: string,
  type: ColumnType,
): string | number | bigint | ExactNumber | boolean | undefined | SpillwayError {
  if (type === "string") return text;
  const bare = text.trim();
  if (bare === "") return undefined;
  return type === "number" ? numberOf(bare) : booleanOf(bare);
}

function numberOf(text: string): number | bigint | ExactNumber | SpillwayError {
  if (!NUMBER.test(text)) return expected("a number", text);
  const value = Number(text);
  if (INTEGER.test(text))
    return Number.isSafeInteger(value) ? value : BigInt(text.replace("+", ""));
  const [mantissa = ""] = text.split(/[eE]/);
  const digits = mantissa.replace(/[^\d]/g, "").replace(/^0+/, "");
  const isExact =
    digits.length <= EXACT_DIGITS && Number.isFinite(value) && (value !== 0 || digits === "");
  return isExact ? value : exactNumber(text);
}

function exactNumber(text: string): ExactNumber | SpillwayError {
  try {
    return new ExactNumber(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return new SpillwayError("CSV_VALUE_TYPE", why, { cause });
  }
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
