import type { NamedPolicy } from "../policy/policy.ts";
import { type AccessRequest, resourceAccountOf } from "../request/request.ts";
import { type RequestKeys, requestKeys } from "../request/request-keys.ts";
import type { PolicyRule } from "./policy-rule.ts";
import {
  isFederatedUser,
  isRoot,
  matchNotPrincipal,
  matchPrincipal,
  type PrincipalMatch,
} from "./principal-match.ts";
import { applyingRules } from "./statement-match.ts";

/** The policies that apply to a request. */
export interface Policies {
  /** Those of the user with its groups, or of the role. */
  readonly identity: readonly NamedPolicy[];
  /** The most that identity policies may grant. */
  readonly boundary?: NamedPolicy;
  /** Those given to `AssumeRole`: absent where none was given; several of them allow together. */
  readonly session?: readonly NamedPolicy[];
  /** That of the queue, topic, bucket or key; of the role for `sts:AssumeRole`. */
  readonly resource?: NamedPolicy;
}

/** The kinds of policies, as AWS's messages name them. */
export type PolicyType =
  | "identity-based policy"
  | "resource-based policy"
  | "role trust policy"
  | "permissions boundary"
  | "session policy";

/** Whether a request is allowed, and by what. */
export type Decision =
  | {
      readonly allowed: true;
      /** Every rule that grants it. None where the account's root calls, which needs no policy. */
      readonly by: readonly PolicyRule[];
    }
  | {
      readonly allowed: false;
      readonly because: "explicit-deny";
      readonly policyType: PolicyType;
      /** The first rule that denies it. */
      readonly by: PolicyRule;
    }
  | {
      readonly allowed: false;
      readonly because: "not-allowed";
      /** The kind of policy that had to allow it and does not. */
      readonly missing: PolicyType;
    };

/**
 * Decides a request as IAM does.
 *
 * 1. A `Deny` that applies, in any policy, refuses it.
 * 2. A resource policy that means the user, the session, a service or everyone allows it directly.
 * 3. Else the identity policies, or a resource policy that means the role, must allow it, and the boundary
 *    and session policies too where there are any. A resource policy that only means the account does not
 *    allow it: it leaves it to identity policies.
 * 4. A resource in another account asks for both: the caller's side as in 3, and the resource policy.
 * 5. KMS keys and `sts:AssumeRole` always ask for the resource policy.
 *
 * The order of policies and statements makes no difference, but for which one of several is named.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 *
 * @example
 * decide(
 *   { principal, action: "dynamodb:PutItem", resource: tableArn, context: {} },
 *   { identity: [parsePolicy(document, "role R, inline policy P", "identity")] },
 * ); // { allowed: true, by: [{ policy: "role R, inline policy P", statement: 1, … }] }
 */
export function decide(request: AccessRequest, policies: Policies): Decision {
  const rules = findRules(request);
  const resourcePolicyType = typeOfResourcePolicy(request.action);
  const denial = findDenial(policies, resourcePolicyType, rules);
  if (denial !== undefined) return denial;

  const sameAccount = request.principal.accountId === resourceAccountOf(request);
  if (sameAccount && isRoot(request.principal)) return { allowed: true, by: [] };

  const byResource = rules("Allow", policies.resource);
  const isService = request.principal.service !== undefined;
  const resourceMustAllow = !sameAccount || isService || needsResourcePolicy(request);
  if (resourceMustAllow && byResource.length === 0) return notAllowed(resourcePolicyType);

  // Another account's resource policy can't grant by itself: the caller's account has its say too.
  const grants = sameAccount || isService ? byResource : [];
  const direct = grants.filter(({ match }) => match === "direct");
  const limited = [
    ...rules("Allow", ...policies.identity),
    ...grants.filter(({ match }) => match === "role"),
  ];
  const missing = findMissing(request, policies, limited, rules);
  if (missing !== undefined) return direct.length > 0 ? allowed(direct) : notAllowed(missing);
  // Rules that mean the account have granted something only where they were asked for.
  return allowed([...new Set([...limited, ...(resourceMustAllow ? byResource : direct)])]);
}

/** Finds the rules with an effect that apply to the request, in the policies that there are. */
type FindRules = (
  effect: "Allow" | "Deny",
  ...policies: readonly (NamedPolicy | undefined)[]
) => readonly ApplyingRule[];

function findRules(request: AccessRequest): FindRules {
  const keys = requestKeys(request);
  return (effect, ...policies) =>
    policies
      .filter((policy) => policy !== undefined)
      .flatMap((policy) => rulesWith(effect, policy, request, keys));
}

function findDenial(
  policies: Policies,
  resourcePolicyType: PolicyType,
  rules: FindRules,
): Decision | undefined {
  const types: readonly [PolicyType, readonly (NamedPolicy | undefined)[]][] = [
    ["identity-based policy", policies.identity],
    [resourcePolicyType, [policies.resource]],
    ["permissions boundary", [policies.boundary]],
    ["session policy", policies.session ?? []],
  ];
  for (const [policyType, ofType] of types) {
    const by = rules("Deny", ...ofType)[0]?.rule;
    if (by !== undefined) return { allowed: false, because: "explicit-deny", policyType, by };
  }
  return undefined;
}

/** The kind of policy that had to allow the request beside, or in place of, a direct grant. */
function findMissing(
  { principal }: AccessRequest,
  { boundary, session }: Policies,
  granted: readonly ApplyingRule[],
  rules: FindRules,
): PolicyType | undefined {
  if (granted.length === 0) return "identity-based policy";
  if (boundary !== undefined && rules("Allow", boundary).length === 0) {
    return "permissions boundary";
  }
  // A federated user without session policies may do nothing.
  const limits = session ?? (isFederatedUser(principal) ? [] : undefined);
  return limits !== undefined && rules("Allow", ...limits).length === 0
    ? "session policy"
    : undefined;
}

interface ApplyingRule {
  readonly rule: PolicyRule;
  /** How the policy means the caller; absent in a policy without principals. */
  readonly match?: PrincipalMatch;
}

function rulesWith(
  effect: "Allow" | "Deny",
  policy: NamedPolicy,
  request: AccessRequest,
  keys: RequestKeys,
): readonly ApplyingRule[] {
  return policy.document.statements
    .filter((statement) => statement.effect === effect)
    .flatMap((statement) => {
      const { principal: element } = statement;
      if (element === undefined) {
        return applyingRules(policy, statement, request, keys).map((rule) => ({ rule }));
      }
      const match = (element.not ? matchNotPrincipal : matchPrincipal)(element, request.principal);
      if (match === undefined) return [];
      return applyingRules(policy, statement, request, keys).map((rule) => ({ rule, match }));
    });
}

function typeOfResourcePolicy(action: string): PolicyType {
  return isAssumeRole(action) ? "role trust policy" : "resource-based policy";
}

/** Key policies and trust policies are the only ones that can't be left out. */
function needsResourcePolicy({ action, resource }: AccessRequest): boolean {
  return /^arn:[^:]*:kms:[^:]*:[^:]*:key\//.test(resource) || isAssumeRole(action);
}

function isAssumeRole(action: string): boolean {
  return action.toLowerCase().startsWith("sts:assumerole");
}

function allowed(rules: readonly ApplyingRule[]): Decision {
  return { allowed: true, by: rules.map(({ rule }) => rule) };
}

function notAllowed(missing: PolicyType): Decision {
  return { allowed: false, because: "not-allowed", missing };
}
