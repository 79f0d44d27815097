import {
  type AccessRequest,
  decide,
  deniedMessage,
  type NamedPolicy,
  type PolicyRule,
} from "@spillway/access";
import { unknownConditionKey } from "./policies/condition-keys.ts";
import type { ReadPolicies } from "./policies/policy-store.ts";
import type { Refusal } from "./usage/usage-records.ts";

/** The policies that have a say in one request. */
export interface SayingPolicies {
  readonly identity: ReadPolicies;
  readonly session: ReadPolicies | undefined;
  readonly resource: ReadPolicies;
}

/** Allowed by these rules, or refused. */
export type Verdict =
  | { readonly allowed: true; readonly by: readonly PolicyRule[] }
  | { readonly allowed: false; readonly refusal: Refusal };

/** All of these policies, whatever they are to the request. */
export function policiesAmong({ identity, session, resource }: SayingPolicies): NamedPolicy[] {
  return [identity, resource, ...(session === undefined ? [] : [session])].flatMap(
    ({ policies, boundary }) => [...policies, ...(boundary === undefined ? [] : [boundary])],
  );
}

/**
 * Decides one permission. What can't be read or judged of the policies is never waved through: it is
 * refused, and the message names it.
 *
 * @param untold condition keys that AWS has a value for in this request, but the local cloud has not
 */
export function decideRequest(
  request: AccessRequest,
  policies: SayingPolicies,
  untold: readonly string[] = [],
): Verdict {
  const refused = (because: Refusal["because"], message: string): Verdict => ({
    allowed: false,
    refusal: {
      principal: request.principal.arn,
      action: request.action,
      resource: request.resource,
      because,
      message,
    },
  });
  const problem = problemOf(request, policies, untold);
  if (problem !== undefined) {
    const what = `User: ${request.principal.arn} is not authorized to perform: ${request.action} on resource: ${request.resource}`;
    return refused("unreadable-policy", `${what} because the local cloud can't judge ${problem}`);
  }
  const { identity, session, resource } = policies;
  const [resourcePolicy] = resource.policies;
  const decision = decide(request, {
    identity: identity.policies,
    ...(identity.boundary === undefined ? {} : { boundary: identity.boundary }),
    ...(session === undefined ? {} : { session: session.policies }),
    ...(resourcePolicy === undefined ? {} : { resource: resourcePolicy }),
  });
  if (decision.allowed) return decision;
  return refused(decision.because, deniedMessage(request, decision));
}

function problemOf(
  { action }: AccessRequest,
  policies: SayingPolicies,
  untold: readonly string[],
): string | undefined {
  const { identity, session, resource } = policies;
  const [problem] = [identity, resource, session].flatMap((read) => read?.problems ?? []);
  if (problem !== undefined) return `a policy: ${problem}`;
  for (const policy of policiesAmong(policies)) {
    const key = unknownConditionKey(policy, action, untold);
    if (key !== undefined) return `condition key ${key} in ${policy.name}`;
  }
  return undefined;
}
