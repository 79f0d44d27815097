import { canonicalNumber } from "@spillway/item";

/** A whole number times a power of ten. */
interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

/**
 * The sum or difference of two of DynamoDB's numbers, exactly.
 *
 * @throws VALUE_NOT_STORABLE for a text that is no number
 */
export function numberSum(left: string, sign: "+" | "-", right: string): string {
  const [one, other] = [decimalOf(left), decimalOf(right)];
  const exponent = Math.min(one.exponent, other.exponent);
  const [a, b] = [one, other].map(
    (decimal) => decimal.digits * 10n ** BigInt(decimal.exponent - exponent),
  ) as [bigint, bigint];
  return `${sign === "+" ? a + b : a - b}E${exponent}`;
}

/** The canonical text has the exponent of the first digit. */
function decimalOf(text: string): Decimal {
  const [digits = "0", exponent = "0"] = canonicalNumber(text).split("E");
  const length = digits.replace("-", "").length;
  return { digits: BigInt(digits), exponent: Number(exponent) - (length - 1) };
}
