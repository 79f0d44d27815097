import type { AccessRequest } from "../request/request.ts";
import type { Decision, PolicyType } from "./decide.ts";

/**
 * The sentence in which AWS says that a request is denied. The services put it into their own answers.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 *
 * @example
 * // User: arn:aws:sts::123456789012:assumed-role/R/S is not authorized to perform: dynamodb:PutItem on
 * // resource: arn:aws:dynamodb:…:table/T because no identity-based policy allows the dynamodb:PutItem action
 */
export function deniedMessage(
  request: AccessRequest,
  decision: Extract<Decision, { readonly allowed: false }>,
): string {
  const { principal, action, resource } = request;
  const on = resource === "*" ? "" : ` on resource: ${resource}`;
  const why =
    decision.because === "explicit-deny"
      ? `with an explicit deny in ${ARTICLES[decision.policyType]} ${decision.policyType}`
      : `because no ${decision.missing} allows the ${action} action`;
  return `User: ${principal.arn} is not authorized to perform: ${action}${on} ${why}`;
}

const ARTICLES: Readonly<Record<PolicyType, "a" | "an" | "the">> = {
  "identity-based policy": "an",
  "role trust policy": "the",
  "resource-based policy": "a",
  "permissions boundary": "a",
  "session policy": "a",
};
