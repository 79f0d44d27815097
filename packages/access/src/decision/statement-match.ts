import { conditionHolds } from "../condition/holds.ts";
import { matchesArn } from "../pattern/arn.ts";
import type { Pattern } from "../pattern/pattern.ts";
import { matchesGlob, toGlob } from "../pattern/wildcard.ts";
import type { Element, NamedPolicy, Statement } from "../policy/policy.ts";
import type { AccessRequest } from "../request/request.ts";
import type { RequestKeys } from "../request/request-keys.ts";
import { type PolicyRule, rulesOf, textsOf } from "./policy-rule.ts";

/**
 * The rules by which a statement applies to a request, whoever calls: every action and resource of it
 * that matches. None where it does not apply.
 */
export function applyingRules(
  policy: NamedPolicy,
  statement: Statement,
  request: AccessRequest,
  keys: RequestKeys,
): readonly PolicyRule[] {
  const actions = matching(statement.action, (pattern) => matchesAction(pattern, request.action));
  if (actions.length === 0) return [];
  const resources =
    statement.resource === undefined
      ? textsOf(undefined)
      : matching(statement.resource, (pattern) => matchesResource(pattern, request.resource, keys));
  if (resources.length === 0) return [];
  if (!statement.conditions.every((condition) => conditionHolds(condition, keys))) return [];
  return rulesOf(policy, statement, actions, resources);
}

/** The texts of the element's patterns that match; of a Not element all, where none matches. */
function matching(element: Element, matches: (pattern: Pattern) => boolean): readonly string[] {
  if (element.not) return element.patterns.some(matches) ? [] : textsOf(element);
  return element.patterns.filter(matches).map(({ source }) => source);
}

function matchesAction(pattern: Pattern, action: string): boolean {
  const glob = toGlob(pattern, () => undefined);
  if (glob === undefined) return false;
  const lowerCase = glob.map((element) =>
    typeof element === "string" ? element.toLowerCase() : element,
  );
  return matchesGlob(lowerCase, action.toLowerCase());
}

function matchesResource(pattern: Pattern, resource: string, keys: RequestKeys): boolean {
  if (pattern.source === "*") return true;
  const glob = toGlob(pattern, (key) => keys.singleValueOf(key));
  return glob !== undefined && matchesArn(glob, resource);
}
