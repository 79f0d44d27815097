import type { ConditionTest, SetQualifier } from "./condition.ts";

/** What an operator's name says. */
export interface Operator {
  readonly qualifier?: SetQualifier;
  readonly ifExists: boolean;
  readonly test: ConditionTest;
  readonly negated: boolean;
}

/** Each operator's name without qualifier and `IfExists`, and the test that it, or its negation, is. */
const OPERATORS = new Map<string, readonly [test: ConditionTest, negated: boolean]>([
  ["StringEquals", ["StringEquals", false]],
  ["StringNotEquals", ["StringEquals", true]],
  ["StringEqualsIgnoreCase", ["StringEqualsIgnoreCase", false]],
  ["StringNotEqualsIgnoreCase", ["StringEqualsIgnoreCase", true]],
  ["StringLike", ["StringLike", false]],
  ["StringNotLike", ["StringLike", true]],
  ["NumericEquals", ["NumericEquals", false]],
  ["NumericNotEquals", ["NumericEquals", true]],
  ["NumericLessThan", ["NumericLessThan", false]],
  ["NumericLessThanEquals", ["NumericLessThanEquals", false]],
  ["NumericGreaterThan", ["NumericGreaterThan", false]],
  ["NumericGreaterThanEquals", ["NumericGreaterThanEquals", false]],
  ["DateEquals", ["DateEquals", false]],
  ["DateNotEquals", ["DateEquals", true]],
  ["DateLessThan", ["DateLessThan", false]],
  ["DateLessThanEquals", ["DateLessThanEquals", false]],
  ["DateGreaterThan", ["DateGreaterThan", false]],
  ["DateGreaterThanEquals", ["DateGreaterThanEquals", false]],
  ["Bool", ["Bool", false]],
  ["BinaryEquals", ["BinaryEquals", false]],
  ["IpAddress", ["IpAddress", false]],
  ["NotIpAddress", ["IpAddress", true]],
  // AWS: ArnEquals and ArnLike behave the same.
  ["ArnEquals", ["ArnLike", false]],
  ["ArnNotEquals", ["ArnLike", true]],
  ["ArnLike", ["ArnLike", false]],
  ["ArnNotLike", ["ArnLike", true]],
  ["Null", ["Null", false]],
]);

const NAME = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

/**
 * Reads an operator's name.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 *
 * @returns undefined where it is none that IAM documents; `Null` takes neither qualifier nor `IfExists`.
 */
export function parseOperator(name: string): Operator | undefined {
  const match = NAME.exec(name);
  const known = OPERATORS.get(match?.[2] ?? "");
  if (match === null || known === undefined) return undefined;
  const [test, negated] = known;
  const qualifier = match[1] as SetQualifier | undefined;
  const ifExists = match[3] !== undefined;
  if (test === "Null" && (qualifier !== undefined || ifExists)) return undefined;
  return { ...(qualifier === undefined ? {} : { qualifier }), ifExists, test, negated };
}
