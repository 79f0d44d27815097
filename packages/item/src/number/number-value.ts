import { ExactNumber } from "./exact-number.ts";
import { canonicalNumber } from "./number-text.ts";

const WHOLE = /^-?\d+$/;

/**
 * A number as a program has it, without the loss of a digit: a JavaScript number where that is the same
 * number, else a `bigint` for a whole one, else an {@link ExactNumber}.
 *
 * @throws VALUE_NOT_STORABLE for what is no number, or none that DynamoDB can hold
 * @example
 * numberValue("0.5"); // → 0.5
 * numberValue("9007199254740993"); // → 9007199254740993n
 * numberValue("0.10000000000000000001"); // → new ExactNumber("0.10000000000000000001")
 */
export function numberValue(text: string): number | bigint | ExactNumber {
  const exact = canonicalNumber(text);
  const value = Number(text);
  if (Number.isFinite(value) && canonicalNumber(String(value)) === exact) return value;
  return WHOLE.test(text) ? BigInt(text) : new ExactNumber(text);
}
