import { significantNumber } from "./number-text.ts";

/**
 * A number with every digit that DynamoDB can hold, where a JavaScript number would round it and a
 * `bigint` has no fraction: `0.10000000000000000001`. It is stored as a number (type N).
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
 * @example
 * admitItem({ pk: "a", price: new ExactNumber("19.990000000000000001") }, keys);
 */
export class ExactNumber {
  /** Decimal text, as it is sent. */
  readonly text: string;

  /**
   * @param text decimal, with an exponent or without: at most 38 significant digits, from 1E-130 to 9.99E+125
   * @throws VALUE_NOT_STORABLE
   */
  constructor(text: string) {
    significantNumber(text);
    this.text = text;
  }

  /** The text: `String(number)` and template literals give it. */
  toString(): string {
    return this.text;
  }

  /** Plain JSON has it as text, so that no reader rounds it. */
  toJSON(): string {
    return this.text;
  }
}
