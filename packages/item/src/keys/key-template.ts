import { itemError } from "../item-error.ts";
import { ExactNumber } from "../number/exact-number.ts";
import type { PlainRecord, PlainValue } from "../value/attribute-value.ts";

/** A literal brace, an attribute in braces, literal text, or a brace that is none of them. */
const TOKENS = /\{\{|\}\}|\{([^{}]*)\}|[^{}]+|[{}]/g;

/** How a key is made of a record's attributes. */
export interface KeyTemplate {
  /** As it was written. */
  readonly text: string;
  /** Names of the attributes in it, each once, in their order. */
  readonly attributes: readonly string[];
  /**
   * The key of one record.
   *
   * @throws TEMPLATE_FIELD_MISSING if the record lacks an attribute, or has it as null or as empty
   * text; TEMPLATE_FIELD_NOT_SCALAR if it is no text, finite number or boolean
   */
  fill(record: PlainRecord): string;
}

type Part = { readonly literal: string } | { readonly attribute: string };

/**
 * Reads a template of a key, as single-table designs have them: `{name}` stands for the record's
 * attribute of that name, `{{` and `}}` for a brace. Values go in as they are: if one can hold the
 * separator (`#`), two records can come to the same key.
 *
 * @param text not empty; names in it can't have braces
 * @throws TEMPLATE_INVALID, with the position in the text
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-sort-keys.html
 * @example
 * const { attributes, fill } = keyTemplate("USER#{id}");
 * attributes;           // → ["id"]
 * fill({ id: 42 });     // → "USER#42"
 * fill({ name: "Zo" }); // throws TEMPLATE_FIELD_MISSING
 */
export function keyTemplate(text: string): KeyTemplate {
  const parts = partsOf(text);
  const names = parts.flatMap((part) => ("attribute" in part ? [part.attribute] : []));
  return {
    text,
    attributes: [...new Set(names)],
    fill(record) {
      let key = "";
      for (const part of parts) {
        key += "literal" in part ? part.literal : valueText(record, part.attribute, text);
      }
      return key;
    },
  };
}

function partsOf(text: string): readonly Part[] {
  if (text === "") throw invalid(text, 0, "expected some text; came none");
  const parts: Part[] = [];
  for (const { 0: token, 1: attribute, index } of text.matchAll(TOKENS)) {
    if (attribute === "") throw invalid(text, index, 'expected a name in the braces; came "{}"');
    if (attribute !== undefined) parts.push({ attribute });
    else if (token === "{") throw invalid(text, index, 'expected "}" after "{"; came none');
    else if (token === "}") throw invalid(text, index, 'expected "{" before "}"; came none');
    else parts.push({ literal: token === "{{" || token === "}}" ? token.charAt(0) : token });
  }
  return parts;
}

function invalid(template: string, position: number, problem: string) {
  return itemError(
    "TEMPLATE_INVALID",
    `key template ${JSON.stringify(template)}, character ${position + 1}: ${problem}`,
    {
      hint: 'Write an attribute as "{name}", and a brace that is meant as such twice: "{{" or "}}".',
      details: { template, position },
    },
  );
}

function valueText(record: PlainRecord, attribute: string, template: string): string {
  const value = Object.hasOwn(record, attribute) ? record[attribute] : undefined;
  if (value === undefined || value === null || value === "") {
    const came = value === undefined ? "none" : value === null ? "null" : "empty text";
    throw itemError(
      "TEMPLATE_FIELD_MISSING",
      `expected attribute ${JSON.stringify(attribute)} for the key ${JSON.stringify(template)}; came ${came}`,
      {
        hint: "Give every record a value for it, or make the key of other attributes.",
        details: { attribute, template },
      },
    );
  }
  if (isScalar(value)) return String(value);
  throw itemError(
    "TEMPLATE_FIELD_NOT_SCALAR",
    `expected attribute ${JSON.stringify(attribute)} as a text, number or boolean for the key ${JSON.stringify(template)}; came ${kindOf(value)}`,
    {
      hint: "Make the key of attributes that hold a single value.",
      details: { attribute, template },
    },
  );
}

function isScalar(value: PlainValue): value is string | number | bigint | boolean | ExactNumber {
  if (typeof value === "number") return Number.isFinite(value);
  return ["string", "bigint", "boolean"].includes(typeof value) || value instanceof ExactNumber;
}

function kindOf(value: PlainValue): string {
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return "a list";
  if (value instanceof Set) return "a set";
  if (value instanceof Uint8Array) return "binary";
  return typeof value === "object" ? "a map" : `a value of type ${typeof value}`;
}
