import { anythingBut } from "./anything-but.ts";
import { cidr } from "./cidr.ts";
import { invalidPattern } from "./invalid-pattern.ts";
import { isObject, type JsonObject, type Scalar } from "./json.ts";
import { numeric } from "./numeric.ts";
import { wildcard } from "./wildcard.ts";

/** One of the conditions of a field: about a leaf that is there, or that the field has none. */
export type Condition =
  | { readonly kind: "leaf"; readonly matches: (value: Scalar) => boolean }
  | { readonly kind: "absent" };

/** The names of conditions, which are no names of fields inside `$or`. */
export const CONDITION_NAMES: ReadonlySet<string> = new Set([
  "exactly",
  "prefix",
  "suffix",
  "anything-but",
  "numeric",
  "exists",
  "cidr",
  "equals-ignore-case",
  "wildcard",
]);

/**
 * Reads one element of a field's array: a value, or a condition such as `{ "prefix": "a" }`.
 *
 * @throws SpillwayError EVENT_PATTERN_INVALID
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function condition(element: unknown): Condition {
  if (isObject(element)) return expression(element);
  if (Array.isArray(element) || element === undefined) {
    throw invalidPattern("Match value must be String, number, true, false, or null");
  }
  return { kind: "leaf", matches: (value) => value === element };
}

function expression(element: JsonObject): Condition {
  const [entry, ...more] = Object.entries(element);
  if (entry === undefined) throw invalidPattern("Match expression name not found");
  const [name, operand] = entry;
  const read = conditionOf(name, operand);
  if (more.length > 0) throw invalidPattern("Only one key allowed in match expression");
  return read;
}

function conditionOf(name: string, operand: unknown): Condition {
  switch (name) {
    case "exactly": {
      const exact = textOf(name, operand);
      return text((value) => value === exact);
    }
    case "prefix":
      return affix(name, operand, (value, prefix) => value.startsWith(prefix));
    case "suffix":
      return affix(name, operand, (value, suffix) => value.endsWith(suffix));
    case "equals-ignore-case": {
      const lower = textOf(name, operand).toLowerCase();
      return text((value) => value.toLowerCase() === lower);
    }
    case "wildcard":
      return text(wildcard(textOf(name, operand)));
    case "cidr":
      return text(cidr(textOf(name, operand)));
    case "numeric": {
      const test = numeric(operand);
      return { kind: "leaf", matches: (value) => typeof value === "number" && test(value) };
    }
    case "anything-but":
      return { kind: "leaf", matches: anythingBut(operand) };
    case "exists":
      return exists(operand);
    default:
      throw invalidPattern(`Unrecognized match type ${name}`);
  }
}

/** A prefix or suffix, or one whose case does not count. */
function affix(
  name: string,
  operand: unknown,
  test: (value: string, affix: string) => boolean,
): Condition {
  if (!isObject(operand)) {
    const given = textOf(name, operand);
    return text((value) => test(value, given));
  }
  const [[key, given] = ["", undefined], ...more] = Object.entries(operand);
  if (key !== "equals-ignore-case") {
    throw invalidPattern(`Unsupported ${name} match pattern: ${key}`);
  }
  if (more.length > 0) throw invalidPattern("Only one key allowed in match expression");
  const lower = textOf(key, given).toLowerCase();
  return text((value) => test(value.toLowerCase(), lower));
}

function exists(operand: unknown): Condition {
  if (typeof operand !== "boolean") {
    throw invalidPattern("exists match pattern must be either true or false.");
  }
  return operand ? { kind: "leaf", matches: () => true } : { kind: "absent" };
}

function text(test: (value: string) => boolean): Condition {
  return { kind: "leaf", matches: (value) => typeof value === "string" && test(value) };
}

function textOf(name: string, operand: unknown): string {
  if (typeof operand === "string") return operand;
  throw invalidPattern(`${name} match pattern must be a string`);
}
