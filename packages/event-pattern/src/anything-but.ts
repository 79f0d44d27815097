import { invalidPattern } from "./invalid-pattern.ts";
import { isObject, type Scalar } from "./json.ts";
import { wildcard } from "./wildcard.ts";

type Test = (value: Scalar) => boolean;

/**
 * The test of an anything-but condition: for a value, a list of values of one kind, or what begins, ends or
 * reads otherwise.
 *
 * @throws SpillwayError EVENT_PATTERN_INVALID
 */
export function anythingBut(operand: unknown): Test {
  if (isObject(operand)) return butMatching(operand);
  if (!Array.isArray(operand) && typeof operand !== "string" && typeof operand !== "number") {
    throw invalidPattern("Value of anything-but must be an array or single string/number value.");
  }
  const values: unknown[] = Array.isArray(operand) ? operand : [operand];
  if (values.some((value) => typeof value !== "string" && typeof value !== "number")) {
    throw invalidPattern("Inside anything but list, start|null|boolean is not supported.");
  }
  if (new Set(values.map((value) => typeof value)).size !== 1) {
    throw invalidPattern(
      "Inside anything but list, either all values are number or string, mixed type is not supported",
    );
  }
  return (value) => !values.includes(value);
}

const TEXT_TESTS: Readonly<Record<string, (operand: string) => (text: string) => boolean>> = {
  prefix: (prefix) => (text) => text.startsWith(prefix),
  suffix: (suffix) => (text) => text.endsWith(suffix),
  wildcard,
  "equals-ignore-case": (other) => (text) => text.toLowerCase() === other.toLowerCase(),
};

function butMatching(operand: Readonly<Record<string, unknown>>): Test {
  const [entry, ...more] = Object.entries(operand);
  if (entry === undefined) throw invalidPattern("Anything-But expression name not found");
  const [name, given] = entry;
  const test = TEXT_TESTS[name];
  if (test === undefined) throw invalidPattern(`Unsupported anything-but pattern: ${name}`);
  if (more.length > 0) throw invalidPattern("Only one key allowed in match expression");
  const texts: unknown[] = Array.isArray(given) ? given : [given];
  const tests = texts.map((text) => {
    if (typeof text !== "string") throw invalidPattern(`${name} match pattern must be a string`);
    if (text === "" && name !== "equals-ignore-case") {
      throw invalidPattern(`Null ${name} not allowed`);
    }
    return test(text);
  });
  if (tests.length === 0) throw invalidPattern("Empty arrays are not allowed");
  return (value) => typeof value !== "string" || !tests.some((matches) => matches(value));
}
