import type { SpillwayError } from "@spillway/errors";
import { ExactNumber } from "@spillway/item";
import { recordsError } from "../records-error.ts";

/** What the text of a column becomes. */
export type ColumnType = "string" | "number" | "boolean";

/** A text that is no value of its column's type. */
export type Unfit = SpillwayError<"CSV_VALUE_TYPE", object>;

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
/** Text that is a number and nothing more: no zero before it, no plus, no exponent. */
const PLAIN_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/;
const INTEGER = /^[+-]?\d+$/;
/** Any decimal of so many digits keeps its value in a JavaScript number. */
const EXACT_DIGITS = 15;
const POWERS_OF_TEN = Array.from({ length: EXACT_DIGITS }, (_, power) => 10 ** power);
const [MINUS, POINT, ZERO, NINE] = [45, 46, 48, 57] as const;

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
  { type, inferred }: { readonly type: ColumnType; readonly inferred: boolean },
): string | number | bigint | ExactNumber | boolean | undefined | Unfit {
  if (type === "string") return text;
  if (type === "number") {
    const value = shortNumber(text);
    if (value !== undefined) return value;
  }
  const bare = text.trim();
  if (bare === "") return undefined;
  if (type === "boolean") return booleanOf(bare);
  return inferred && !isPlainNumber(bare) ? expected("a plain number", text) : numberOf(bare);
}

/** Whether `typedValue` gave the error instead of a value. */
export function isUnfit(value: unknown): value is Unfit {
  return typeof value === "object" && recordsError.is(value, "CSV_VALUE_TYPE");
}

/** Whether a text keeps its meaning as a number: `007`, `+49` and `12e4` do not, they may be names. */
export function isPlainNumber(text: string): boolean {
  if (!PLAIN_NUMBER.test(text)) return false;
  return text.length <= EXACT_DIGITS || !isUnfit(numberOf(text));
}

export function isBoolean(text: string): boolean {
  return !isUnfit(booleanOf(text));
}

/**
 * The number of a short plain text, which is nearly every number there is, without a regular
 * expression; undefined for any other text. Of so few digits the whole number and the power of ten
 * are exact, so that one division gives the number that `Number` does.
 */
function shortNumber(text: string): number | undefined {
  const { length } = text;
  const start = text.charCodeAt(0) === MINUS ? 1 : 0;
  if (length === start || length > EXACT_DIGITS) return undefined;
  let digits = 0;
  let point = length - 1;
  for (let at = start; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === POINT && point === length - 1 && at > start && at < length - 1) point = at;
    else if (code < ZERO || code > NINE) return undefined;
    else digits = digits * 10 + code - ZERO;
  }
  const second = text.charCodeAt(start + 1);
  if (text.charCodeAt(start) === ZERO && second !== POINT && length > start + 1) return undefined;
  const value = digits / (POWERS_OF_TEN[length - 1 - point] ?? 1);
  return start === 1 ? -value : value;
}

function numberOf(text: string): number | bigint | ExactNumber | Unfit {
  if (!NUMBER.test(text)) return expected("a number", text);
  const value = Number(text);
  if (INTEGER.test(text)) {
    if (Number.isSafeInteger(value)) return value;
    const exact = exactNumber(text);
    return isUnfit(exact) ? exact : BigInt(text.replace("+", ""));
  }
  const [mantissa = ""] = text.split(/[eE]/);
  const digits = mantissa.replace(/[^\d]/g, "").replace(/^0+/, "");
  const isExact =
    digits.length <= EXACT_DIGITS && Number.isFinite(value) && (value !== 0 || digits === "");
  return isExact ? value : exactNumber(text);
}

function exactNumber(text: string): ExactNumber | Unfit {
  try {
    return new ExactNumber(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return recordsError("CSV_VALUE_TYPE", why, { cause });
  }
}

function booleanOf(text: string): boolean | Unfit {
  const lower = text.toLowerCase();
  if (lower === "true") return true;
  if (lower === "false") return false;
  return expected("true or false", text);
}

function expected(what: string, came: string): Unfit {
  return recordsError("CSV_VALUE_TYPE", `expected ${what}; came ${JSON.stringify(came)}`);
}
