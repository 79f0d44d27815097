import { numberValue } from "../number/number-value.ts";
import type { AttributeMap, AttributeValue, PlainRecord, PlainValue } from "./attribute-value.ts";

const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, "base64"));

/** One value of an item in wire JSON as a program has it. */
function plainValue(value: AttributeValue): PlainValue {
  if ("S" in value) return value.S;
  if ("N" in value) return numberValue(value.N);
  if ("BOOL" in value) return value.BOOL;
  if ("NULL" in value) return null;
  if ("M" in value) return plainRecordFrom(value.M);
  if ("L" in value) return value.L.map(plainValue);
  if ("B" in value) return bytesOf(value.B);
  if ("SS" in value) return new Set(value.SS);
  if ("NS" in value) return new Set(value.NS.map(numberValue));
  return new Set(value.BS.map(bytesOf));
}

/**
 * An item in wire JSON as a program has a record: the way back from `toAttributeMap`. Nothing is lost,
 * so that what is not touched becomes the same item again: numbers are `number` where that is exact,
 * else `bigint` or `ExactNumber`; sets are `Set`, binary is `Uint8Array`, NULL is `null`.
 *
 * @param attributes checked, as `attributeMapFrom` gives them
 * @throws VALUE_NOT_STORABLE for a number that is none
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
 * @example
 * plainRecordFrom({ pk: { S: "a" }, n: { N: "9007199254740993" }, tags: { SS: ["x"] } });
 * // → { pk: "a", n: 9007199254740993n, tags: new Set(["x"]) }
 */
export function plainRecordFrom(attributes: AttributeMap): PlainRecord {
  const record: Record<string, PlainValue> = {};
  for (const name of Object.keys(attributes)) {
    const value = attributes[name];
    if (value === undefined) continue;
    if (name === "__proto__") define(record, name, plainValue(value));
    else record[name] = plainValue(value);
  }
  return record;
}

/** `__proto__` can't be assigned to: that would set the record's prototype. */
function define(record: Record<string, PlainValue>, name: string, value: PlainValue): void {
  Object.defineProperty(record, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}
