import type { Condition } from "../condition/condition.ts";
import { type Operator, parseOperator } from "../condition/operator.ts";
import { VALUE_TESTS, type ValueTest } from "../condition/value-tests.ts";
import { type Pattern, parsePattern } from "../pattern/pattern.ts";
import { isObject, type Problems, shown } from "./problems.ts";

/** `Null` asks with true or false whether the key is missing. */
const NULL_VALUES: Omit<ValueTest, "matches"> = {
  pattern: { wildcards: false, variables: false },
  expected: "true or false",
  isValid: (value) => /^(true|false)$/i.test(value),
};

/**
 * Reads a `Condition` block.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 *
 * @param variables whether the document's version knows policy variables.
 */
export function parseConditions(
  block: unknown,
  variables: boolean,
  problems: Problems,
): readonly Condition[] {
  if (block === undefined) return [];
  if (!isObject(block)) {
    problems.add(`expected Condition to be an object; came ${shown(block)}`);
    return [];
  }
  return Object.entries(block).flatMap(([name, byKey]) => {
    const operator = parseOperator(name);
    if (operator === undefined) {
      problems.addUnknownOperator(name);
      return [];
    }
    if (!isObject(byKey)) {
      problems.add(`expected condition ${name} to hold keys; came ${shown(byKey)}`);
      return [];
    }
    return Object.entries(byKey).flatMap(([key, given]) => {
      const place = `condition ${name} of ${key}`;
      if (!/^[^:\s]+:\S/.test(key)) {
        problems.add(
          `expected ${place} to have a key with its service's prefix, such as aws:SourceArn`,
        );
      }
      const values = parseValues(given, operator, variables, (expected, came) =>
        problems.add(`expected ${place} to be ${expected}; came ${shown(came)}`),
      );
      return [{ ...operator, operator: name, key, values }];
    });
  });
}

function parseValues(
  given: unknown,
  operator: Operator,
  variables: boolean,
  refuse: (expected: string, came: unknown) => void,
): readonly Pattern[] {
  const test = operator.test === "Null" ? NULL_VALUES : VALUE_TESTS[operator.test];
  const options = { ...test.pattern, variables: test.pattern.variables && variables };
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (list.length === 0) refuse("one value or more", given);
  return list.flatMap((value) => {
    if (!["string", "number", "boolean"].includes(typeof value)) {
      refuse("text, a number or a boolean", value);
      return [];
    }
    const text = String(value);
    const pattern = parsePattern(text, options);
    if (pattern === undefined) {
      refuse("text in which each variable is closed and has a key", value);
      return [];
    }
    const known = pattern.parts.every(({ kind }) => kind !== "variable");
    if (known && test.isValid?.(text) === false) {
      refuse(test.expected ?? "a value that can be read", value);
    }
    return [pattern];
  });
}
