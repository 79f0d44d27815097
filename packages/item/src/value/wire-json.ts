import { canonicalNumber, significantNumber } from "../number/number-text.ts";
import { checkAttributeName, setAttribute } from "./attribute-name.ts";
import type { AttributeMap, AttributeValue } from "./attribute-value.ts";
import { checkNesting } from "./nesting.ts";
import { notStorable } from "./not-storable.ts";

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

const describe = (value: unknown): string =>
  value === null ? "null" : Array.isArray(value) ? "an array" : `a value of type ${typeof value}`;

const describeTyped = (value: unknown): string => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return describe(value);
  return `an object with ${Object.keys(value).length}`;
};

function text(value: unknown, path: string): string {
  if (typeof value === "string" && value.isWellFormed()) return value;
  const came = typeof value === "string" ? "half of a surrogate pair" : describe(value);
  throw notStorable(path, { expected: "well-formed text", came, hint: "Clean the text." });
}

function number(value: unknown, path: string): string {
  if (typeof value !== "string") {
    const hint = 'Wire JSON writes numbers as {"N":"42"}.';
    throw notStorable(path, { expected: "a number as text", came: describe(value), hint });
  }
  significantNumber(value, path);
  return value;
}

function binary(value: unknown, path: string): string {
  if (typeof value === "string" && value.length % 4 === 0 && BASE64.test(value)) return value;
  throw notStorable(path, {
    expected: "binary as base64 text",
    came: typeof value === "string" ? "other text" : describe(value),
    hint: "Encode the bytes as base64.",
  });
}

function list(value: unknown, path: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw notStorable(path, {
    expected: "an array",
    came: describe(value),
    hint: "See API_AttributeValue.",
  });
}

function set(
  value: unknown,
  path: string,
  element: (value: unknown, path: string) => string,
  identity: (value: string) => string,
): string[] {
  const elements = list(value, path).map((one) => element(one, path));
  if (elements.length === 0) {
    throw notStorable(path, {
      expected: "a set with something in it",
      came: "an empty one",
      hint: "Leave the attribute out instead.",
    });
  }
  if (new Set(elements.map((one) => identity(one))).size === elements.length) return elements;
  throw notStorable(path, {
    expected: "each value of a set once",
    came: "one twice",
    hint: "Remove the duplicates.",
  });
}

const itself = (value: string): string => value;
const bytes = (base64: string): string => Buffer.from(base64, "base64").toString("latin1");

/**
 * One value, checked.
 *
 * @param path where it stands, for the message
 * @param level of the item or map that it stands in
 * @throws VALUE_NOT_STORABLE
 */
export function attributeValue(value: unknown, path: string, level: number): AttributeValue {
  const [entry, ...more] =
    typeof value === "object" && value !== null ? Object.entries(value as object) : [];
  if (entry === undefined || more.length > 0) {
    const hint = 'Wire JSON names a value\'s type: {"S":"text"}.';
    throw notStorable(path, {
      expected: "an object with exactly one type",
      came: describeTyped(value),
      hint,
    });
  }
  const [type, content]: [string, unknown] = entry;
  switch (type) {
    case "S":
      return { S: text(content, path) };
    case "N":
      return { N: number(content, path) };
    case "B":
      return { B: binary(content, path) };
    case "SS":
      return { SS: set(content, path, text, itself) };
    case "NS":
      return { NS: set(content, path, number, (value) => canonicalNumber(value)) };
    case "BS":
      return { BS: set(content, path, binary, bytes) };
    case "L":
      checkNesting(level + 1, path);
      return {
        L: list(content, path).map((element, index) =>
          attributeValue(element, `${path}[${index}]`, level + 1),
        ),
      };
    case "M":
      checkNesting(level + 1, path);
      return { M: attributeMap(content, path, level + 1) };
    case "BOOL":
      if (typeof content === "boolean") return { BOOL: content };
      throw notStorable(path, {
        expected: "true or false",
        came: describe(content),
        hint: "Drop the quotes.",
      });
    case "NULL":
      if (content === true) return { NULL: true };
      throw notStorable(path, {
        expected: "true as the content of NULL",
        came: describe(content),
        hint: 'Write {"NULL":true}.',
      });
    default:
      throw notStorable(path, {
        expected: "one of the types S, N, B, SS, NS, BS, L, M, BOOL, NULL",
        came: JSON.stringify(type),
        hint: "See API_AttributeValue in the DynamoDB API reference.",
      });
  }
}

function attributeMap(value: unknown, path: string, level: number): AttributeMap {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw notStorable(path, {
      expected: "an object of attributes",
      came: describe(value),
      hint: "Is it JSON?",
    });
  }
  const map: Record<string, AttributeValue> = {};
  for (const [name, content] of Object.entries(value)) {
    const inner = path === "" ? name : `${path}.${name}`;
    checkAttributeName(name, inner);
    setAttribute(map, name, attributeValue(content, inner, level));
  }
  return map;
}

/**
 * An item in wire JSON that comes from outside, such as a queue message or an export, checked as a
 * program's own record is.
 *
 * @param value what `JSON.parse` gave
 * @throws VALUE_NOT_STORABLE naming the attribute
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
 * @example
 * attributeMapFrom(JSON.parse('{"pk":{"S":"a"}}')); // → { pk: { S: "a" } }
 * attributeMapFrom(JSON.parse('{"pk":"a"}'));       // throws VALUE_NOT_STORABLE
 */
export function attributeMapFrom(value: unknown): AttributeMap {
  return attributeMap(value, "", 1);
}
