import type { ExactNumber } from "../number/exact-number.ts";

/**
 * A value as DynamoDB's JSON carries it. Numbers are text, binary is base64.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
 */
export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] }
  | { readonly M: AttributeMap }
  | { readonly L: readonly AttributeValue[] }
  | { readonly NULL: true }
  | { readonly BOOL: boolean };

/** An item, or a map inside one, in wire JSON. */
export interface AttributeMap {
  readonly [name: string]: AttributeValue;
}

/** What a set may hold: one of the three kinds, never mixed, never empty. */
export type PlainSet = ReadonlySet<string | number | bigint | ExactNumber | Uint8Array>;

/** A value as a program has it. Whole numbers beyond 2^53 are `bigint`, decimals of more than 15 digits `ExactNumber`; dates are text or numbers of your choice. */
export type PlainValue =
  | string
  | number
  | bigint
  | ExactNumber
  | boolean
  | null
  | Uint8Array
  | PlainSet
  | readonly PlainValue[]
  | PlainRecord;

/** A record as a program has it. An attribute that is `undefined` is left out of the item. */
export interface PlainRecord {
  readonly [name: string]: PlainValue | undefined;
}
