import { parseArn } from "../pattern/arn.ts";
import type { PrincipalElement } from "../policy/policy.ts";
import type { Principal } from "../request/request.ts";

/**
 * How a resource policy's `Principal` means the caller. It decides whether the policy grants by itself,
 * and whether a permissions boundary or a session policy limits the grant.
 */
export type PrincipalMatch =
  /** The user, the session, the service, or everyone: granted directly, limited by nothing. */
  | "direct"
  /** The role of the session: granted without an identity policy, within boundary and session policies. */
  | "role"
  /** The caller's account: the account's own identity policies may grant it. */
  | "account";

const STRENGTH: readonly PrincipalMatch[] = ["direct", "role", "account"];

/**
 * How `Principal` means the caller, by the strongest of its entries; undefined where it means someone else.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function matchPrincipal(
  element: PrincipalElement,
  principal: Principal,
): PrincipalMatch | undefined {
  const matches = [
    ...element.aws.map((entry) => matchAws(entry, principal)),
    ...element.services.map((service) => (service === principal.service ? "direct" : undefined)),
    ...element.federated.map((provider) => (provider === principal.arn ? "direct" : undefined)),
  ];
  return STRENGTH.find((strength) => matches.includes(strength));
}

/**
 * Whether `NotPrincipal` means the caller, which is where it does not except it. To except a user AWS asks
 * for the user's ARN and its account; to except a session for the session's ARN, the role's and the account.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function matchNotPrincipal(
  element: PrincipalElement,
  principal: Principal,
): PrincipalMatch | undefined {
  return isExcepted(element, principal) ? undefined : "direct";
}

function isExcepted({ aws, services, federated }: PrincipalElement, principal: Principal): boolean {
  if (aws.includes("*")) return true;
  if (principal.service !== undefined) return services.includes(principal.service);
  if (federated.includes(principal.arn)) return true;
  const ofCaller = [principal.arn, principal.roleArn].filter((arn) => arn !== undefined);
  const accountIsListed = aws.some((entry) => matchAws(entry, principal) === "account");
  return ofCaller.every((arn) => aws.includes(arn)) && (accountIsListed || isRoot(principal));
}

/** Whether the caller is the root of its account. */
export function isRoot(principal: Principal): boolean {
  return principal.service === undefined && parseArn(principal.arn)?.resource === "root";
}

/** Whether the caller is a session made by `GetFederationToken`. */
export function isFederatedUser(principal: Principal): boolean {
  return parseArn(principal.arn)?.resource.startsWith("federated-user/") === true;
}

function matchAws(entry: string, principal: Principal): PrincipalMatch | undefined {
  if (entry === "*") return "direct";
  if (principal.service !== undefined) return undefined;
  if (entry === principal.arn) return "direct";
  if (entry === principal.roleArn) return "role";
  if (entry === principal.accountId) return "account";
  const arn = parseArn(entry);
  return arn?.resource === "root" && arn.accountId === principal.accountId ? "account" : undefined;
}
