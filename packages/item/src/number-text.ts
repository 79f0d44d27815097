import { SpillwayError } from "@spillway/errors";

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** Significant digits that DynamoDB keeps of a number. */
export const MAX_NUMBER_DIGITS = 38;
const MAX_EXPONENT = 125;
const MIN_EXPONENT = -130;

/** A number without what does not count: its sign, its significant digits, and the power of ten of the first. */
export interface SignificantNumber {
  readonly negative: boolean;
  /** No leading and no trailing zeros; empty for zero. */
  readonly digits: string;
  readonly exponent: number;
}

function notStorable(text: string, why: string): SpillwayError {
  return new SpillwayError("VALUE_NOT_STORABLE", `the number ${text} can't be stored: ${why}`, {
    hint: "Store it as a string, or round it first.",
  });
}

/**
 * Reads a number as DynamoDB does: 38 significant digits, from 1E-130 to 9.99…E+125, or zero.
 *
 * @throws VALUE_NOT_STORABLE if it is no number, too long, too large or too small
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
 * @example
 * significantNumber("-0012.30"); // → { negative: true, digits: "123", exponent: 1 }
 */
export function significantNumber(text: string): SignificantNumber {
  const match = NUMBER.exec(text);
  const [, sign = "", whole = "", fraction = "", power = "0"] = match ?? [];
  if (!match || whole.length + fraction.length === 0) {
    throw notStorable(JSON.stringify(text), "it is not a decimal number");
  }
  const all = whole + fraction;
  const leading = all.search(/[1-9]/);
  if (leading < 0) return { negative: false, digits: "", exponent: 0 };
  const digits = all.slice(leading).replace(/0+$/, "");
  const exponent = Number(power) + whole.length - leading - 1;
  if (digits.length > MAX_NUMBER_DIGITS) {
    throw notStorable(text, `it has ${digits.length} significant digits, ${MAX_NUMBER_DIGITS} fit`);
  }
  if (exponent > MAX_EXPONENT || exponent < MIN_EXPONENT) {
    throw notStorable(
      text,
      `its magnitude must be from 1E${MIN_EXPONENT} to 9.99E+${MAX_EXPONENT}`,
    );
  }
  return { negative: sign === "-", digits, exponent };
}

/** One text for each number: `1`, `1.0` and `1e0` are all `1E0`. */
export function canonicalNumber(text: string): string {
  const { negative, digits, exponent } = significantNumber(text);
  return digits === "" ? "0" : `${negative ? "-" : ""}${digits}E${exponent}`;
}

/** Bytes of a number: one for every two significant digits, one more, and one for a minus sign. */
export function numberSize(text: string): number {
  const { negative, digits } = significantNumber(text);
  return Math.ceil(digits.length / 2) + 1 + (negative ? 1 : 0);
}
