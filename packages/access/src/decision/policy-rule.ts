import type { Element, NamedPolicy, Statement } from "../policy/policy.ts";

/** One action with one resource of one statement: the smallest thing that a policy says. */
export interface PolicyRule {
  /** The policy's name. */
  readonly policy: string;
  /** The statement's place in its policy, from 1. */
  readonly statement: number;
  readonly sid?: string;
  /** The action's pattern as written: `dynamodb:Put*`. Of a `NotAction` all in one: `not (s3:*, iam:*)`. */
  readonly action: string;
  /** The resource's pattern as written; of a `NotResource` all in one. `*` where a trust policy has none. */
  readonly resource: string;
}

/** A text that is the same for the same rule: the key by which uses are counted. */
export function ruleKey(rule: PolicyRule): string {
  return JSON.stringify([rule.policy, rule.statement, rule.action, rule.resource]);
}

/**
 * Everything that a policy grants: each action with each resource of each `Allow` statement. A decision
 * names these same rules, so that what was used can be told from what was granted.
 */
export function permissionsOf(policy: NamedPolicy): readonly PolicyRule[] {
  return policy.document.statements
    .filter((statement) => statement.effect === "Allow")
    .flatMap((statement) =>
      rulesOf(policy, statement, textsOf(statement.action), textsOf(statement.resource)),
    );
}

/** The rules of one statement for these actions and resources. */
export function rulesOf(
  policy: NamedPolicy,
  { number, sid }: Statement,
  actions: readonly string[],
  resources: readonly string[],
): readonly PolicyRule[] {
  return actions.flatMap((action) =>
    resources.map((resource) => ({
      policy: policy.name,
      statement: number,
      ...(sid === undefined ? {} : { sid }),
      action,
      resource,
    })),
  );
}

/** An element's patterns as a rule names them. */
export function textsOf(element: Element | undefined): readonly string[] {
  if (element === undefined) return ["*"];
  const sources = element.patterns.map(({ source }) => source);
  return element.not ? [`not (${sources.join(", ")})`] : sources;
}
