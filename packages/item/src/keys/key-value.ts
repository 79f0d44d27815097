import { type ItemErrorCode, itemError } from "../item-error.ts";
import { canonicalNumber } from "../number/number-text.ts";
import type { AttributeValue } from "../value/attribute-value.ts";
import { valueSize } from "../value/item-size.ts";
import { type KeyAttribute, MAX_SORT_KEY_BYTES } from "./key-schema.ts";

/**
 * One text for each value that a key attribute can have: equal exactly when DynamoDB considers the
 * values equal. Undefined for a value of a type that no key can have.
 *
 * @throws VALUE_NOT_STORABLE for a number that is none
 * @example
 * keyText({ N: "1.0" }); // → "N1E0", as of { N: "1" }
 */
export function keyText(value: AttributeValue): string | undefined {
  if ("S" in value) return `S${value.S}`;
  if ("N" in value) return `N${canonicalNumber(value.N)}`;
  if ("B" in value) return `B${Buffer.from(value.B, "base64").toString("base64")}`;
  return undefined;
}

/** Texts up to this length fit any key, whatever their characters. */
export const SURELY_SHORT = MAX_SORT_KEY_BYTES / 3;

type KeyErrorCode = Extract<ItemErrorCode, `KEY_${string}`>;

/** What a value has to be to stand in a key, and whose key it is. */
export interface KeyRule extends KeyAttribute {
  /** The most bytes that the value may have. */
  readonly maxBytes: number;
  /** The index whose key it is; undefined for the table's. */
  readonly index?: string;
}

/** Said of a value that an index refuses: without it the item is stored, and is not in the index. */
const OF_INDEX = "Mend the value, or leave it out: the item is not in the index then.";

/** The refusal of a key attribute's value, or of its absence. */
export function keyRefusal(
  { name, index }: KeyRule,
  code: KeyErrorCode,
  { expected, came, hint }: Readonly<Record<"expected" | "came" | "hint", string>>,
) {
  const key = `the key attribute ${JSON.stringify(name)}`;
  const whose = index === undefined ? key : `${key} of the index ${JSON.stringify(index)}`;
  return itemError(code, `expected ${expected.replace("KEY", () => whose)}; came ${came}`, {
    hint: index === undefined ? hint : OF_INDEX,
    details: { attribute: name, ...(index !== undefined && { index }) },
  });
}

/**
 * The {@link keyText} of a value that a key attribute can have.
 *
 * @throws KEY_WRONG_TYPE, KEY_EMPTY, KEY_TOO_LONG; VALUE_NOT_STORABLE for a number that is none
 */
export function checkedKeyText(value: AttributeValue, rule: KeyRule): string {
  const { type, maxBytes } = rule;
  const text = keyText(value);
  if (text?.[0] !== type) {
    throw keyRefusal(rule, "KEY_WRONG_TYPE", {
      expected: `KEY of type ${type}`,
      came: Object.keys(value)[0] ?? "none",
      hint: "Convert the value, or name the right table.",
    });
  }
  const bytes = valueSize(value);
  if (bytes === 0) {
    throw keyRefusal(rule, "KEY_EMPTY", {
      expected: "KEY with a value",
      came: "an empty one",
      hint: "A key value can't be empty; other attributes may be.",
    });
  }
  if (bytes > maxBytes) {
    throw keyRefusal(rule, "KEY_TOO_LONG", {
      expected: `at most ${maxBytes} bytes in KEY`,
      came: String(bytes),
      hint: "Shorten or hash the value.",
    });
  }
  return text;
}
