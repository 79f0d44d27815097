import type { Glob } from "../pattern/wildcard.ts";
import { toGlob } from "../pattern/wildcard.ts";
import type { RequestKeys } from "../request/request-keys.ts";
import type { Condition } from "./condition.ts";
import { VALUE_TESTS } from "./value-tests.ts";

/**
 * Whether one condition holds for a request.
 *
 * - Several values of an operator are alternatives; several values of a negated one are NOR.
 * - A key that the request lacks fails a test and passes its negation. With `IfExists` it passes both.
 * - `ForAllValues` holds where the request has no value; `ForAnyValue` does not.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function conditionHolds(condition: Condition, keys: RequestKeys): boolean {
  const requestValues = keys.valuesOf(condition.key);
  const missing = requestValues.length === 0;
  if (condition.test === "Null") {
    return condition.values.some(({ source }) => (source.toLowerCase() === "true") === missing);
  }
  if (missing && condition.ifExists) return true;

  const { matches } = VALUE_TESTS[condition.test];
  const policyValues = condition.values
    .map((value) => toGlob(value, (key) => keys.singleValueOf(key)))
    .filter((glob): glob is Glob => glob !== undefined);
  const passes = (requestValue: string): boolean =>
    policyValues.some((policyValue) => matches(policyValue, requestValue)) !== condition.negated;

  if (condition.qualifier !== undefined) {
    // AWS: an empty text is an empty set.
    const set = requestValues.filter((value) => value !== "");
    return condition.qualifier === "ForAllValues" ? set.every(passes) : set.some(passes);
  }
  // Without a qualifier, several values of a request are alternatives, and NOR where negated.
  if (missing) return condition.negated;
  return condition.negated ? requestValues.every(passes) : requestValues.some(passes);
}
