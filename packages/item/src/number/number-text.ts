import { notStorable } from "../value/not-storable.ts";

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** Significant digits that DynamoDB keeps of a number. */
const MAX_NUMBER_DIGITS = 38;
const MAX_EXPONENT = 125;
const CODE_0 = 48;
const CODE_9 = 57;
const CODE_MINUS = 45;
const CODE_POINT = 46;
const MIN_EXPONENT = -130;
/** Zero as its digits and exponent give it. */
const ZERO = { negative: false, digits: "", exponent: 0 } as const;

/** A number without what does not count: its sign, its significant digits, and the power of ten of the first. */
export interface SignificantNumber {
  readonly negative: boolean;
  /** No leading and no trailing zeros; empty for zero. */
  readonly digits: string;
  readonly exponent: number;
}

const shorten = (text: string): string => (text.length > 50 ? `${text.slice(0, 50)}…` : text);

/** Without its trailing zeros. Not a regular expression: `/0+$/` is slow on many zeros before a digit. */
function trimZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === "0") end -= 1;
  return digits.slice(0, end);
}

/**
 * Reads a number as DynamoDB does: 38 significant digits, from 1E-130 to 9.99…E+125, or zero.
 *
 * @param path where the number stands, for the message
 * @throws VALUE_NOT_STORABLE if it is no number, too long, too large or too small
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
 * @example
 * significantNumber("-0012.30"); // → { negative: true, digits: "123", exponent: 1 }
 */
export function significantNumber(text: string, path = ""): SignificantNumber {
  const match = NUMBER.exec(text);
  const [, sign = "", whole = "", fraction = "", power = "0"] = match ?? [];
  if (!match || whole.length + fraction.length === 0) {
    const came = JSON.stringify(shorten(text));
    throw notStorable(path, { expected: "a decimal number", came, hint: "Store it as a string." });
  }
  const all = whole + fraction;
  const leading = all.search(/[1-9]/);
  if (leading < 0) return ZERO;
  const digits = trimZeros(all.slice(leading));
  const exponent = Number(power) + whole.length - leading - 1;
  if (digits.length > MAX_NUMBER_DIGITS) {
    throw notStorable(path, {
      expected: `a number of at most ${MAX_NUMBER_DIGITS} significant digits`,
      came: `${digits.length}: ${shorten(text)}`,
      hint: "Round it, or store it as a string.",
    });
  }
  if (exponent > MAX_EXPONENT || exponent < MIN_EXPONENT) {
    throw notStorable(path, {
      expected: `0, or a number from 1E${MIN_EXPONENT} to 9.99E+${MAX_EXPONENT}`,
      came: shorten(text),
      hint: "Round it, or store it as a string.",
    });
  }
  return { negative: sign === "-", digits, exponent };
}

/**
 * One text for each number: `1`, `1.0` and `1e0` are all `1E0`.
 *
 * @throws VALUE_NOT_STORABLE as {@link significantNumber}
 */
export function canonicalNumber(text: string, path = ""): string {
  if (isWhole(text)) return `${trimZeros(text)}E${text.length - 1}`;
  const { negative, digits, exponent } = significantNumber(text, path);
  return digits === "" ? "0" : `${negative ? "-" : ""}${digits}E${exponent}`;
}

/** Most numbers in keys are: an id, a time. Not those with a sign, with zeros before them, or too long. */
function isWhole(text: string): boolean {
  const { length } = text;
  if (length === 0 || length > MAX_NUMBER_DIGITS || text.charCodeAt(0) === CODE_0) return false;
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < CODE_0 || code > CODE_9) return false;
  }
  return true;
}

/**
 * Bytes of a number: one for every two significant digits, one more, and one for a minus sign. The
 * digits pair up from the decimal point on both sides, so `12` is one pair and `1.5` is two.
 *
 * The documentation says "approximately"; the minus sign and the pairing are how Amazon's engine
 * (DynamoDB Local) counts, and a test holds this function against it.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function numberSize(text: string): number {
  return plainNumberSize(text) ?? anyNumberSize(text);
}

/** Most numbers are short and without an exponent: their size without a regular expression; undefined for others. */
function plainNumberSize(text: string): number | undefined {
  const { length } = text;
  if (length > MAX_NUMBER_DIGITS) return undefined;
  let point = length;
  let first = -1;
  let last = -1;
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > CODE_0 && code <= CODE_9) {
      if (first < 0) first = index;
      last = index;
    } else if (code === CODE_POINT && point === length) {
      point = index;
    } else if (code !== CODE_0 && (code !== CODE_MINUS || index > 0)) {
      return undefined;
    }
  }
  if (first < 0) return text === "0" ? 1 : undefined;
  const pairs = pairAt(first, point) - pairAt(last, point) + 1;
  return pairs + 1 + (text.charCodeAt(0) === CODE_MINUS ? 1 : 0);
}

/** Which pair a digit is in: 0 for ones and tens, 1 for hundreds and thousands, -1 for tenths and hundredths. */
function pairAt(index: number, point: number): number {
  return (index < point ? point - 1 - index : point - index) >> 1;
}

function anyNumberSize(text: string): number {
  const { negative, digits, exponent } = significantNumber(text);
  if (digits === "") return 1;
  // An even exponent (1.5, 100) puts the first digit alone into its pair.
  const places = digits.length + (exponent % 2 === 0 ? 1 : 0);
  return Math.ceil(places / 2) + 1 + (negative ? 1 : 0);
}
