import { significantNumber } from "./number-text.ts";

const [MINUS, POINT, ZERO, NINE] = [45, 46, 48, 57] as const;

/** Up to so many digits before the point, or zeros after it, a number is written without an exponent. */
const MAX_PLACES = 40;

/**
 * Whether a number is written as {@link plainNumber} writes it, or in a way that nobody takes for
 * another number's: `7`, `-0.5`, not `007`, `7.0`, `+7` or `7e0`.
 */
export function isPlainNumber(text: string): boolean {
  const start = text.charCodeAt(0) === MINUS ? 1 : 0;
  const end = text.length - 1;
  let point = -1;
  for (let at = start; at <= end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === POINT && point < 0) point = at;
    else if (!(code >= ZERO && code <= NINE)) return false;
  }
  if (end < start || point === start || point === end) return false;
  if (point >= 0 && text.charCodeAt(end) === ZERO) return false;
  const beginsWithZero = text.charCodeAt(start) === ZERO;
  const isWhole = point < 0;
  if (!beginsWithZero) return true;
  return isWhole ? end === 0 : point === start + 1;
}

/**
 * A number as people write it, and as DynamoDB gives it back: one text for each number.
 *
 * @throws VALUE_NOT_STORABLE if it is no number
 * @example
 * plainNumber("007"); // → "7", as of "7.0" and "7e0"
 */
export function plainNumber(text: string): string {
  const { negative, digits, exponent } = significantNumber(text);
  if (digits === "") return "0";
  const sign = negative ? "-" : "";
  const places = exponent + 1;
  if (places > MAX_PLACES || places < -MAX_PLACES) {
    const fraction = digits.slice(1);
    return `${sign}${digits[0]}${fraction && `.${fraction}`}E${exponent < 0 ? "" : "+"}${exponent}`;
  }
  if (places <= 0) return `${sign}0.${"0".repeat(-places)}${digits}`;
  const whole = digits.slice(0, places).padEnd(places, "0");
  const fraction = digits.slice(places);
  return `${sign}${whole}${fraction && `.${fraction}`}`;
}
