import { matchesWildcards } from "@spillway/access";
import type {
  AccessDocument,
  GrantedPermission,
  PrincipalAccess,
  RefusedPermission,
} from "@spillway/local-cloud";
import type { Excuse } from "./unused-permissions.ts";

/** Whether a permission was used; if not, whether a reason says that it may stay. */
export type Verdict = "used" | "excused" | "unused";

/** One permission of a role. */
export interface ReportedPermission extends GrantedPermission {
  readonly verdict: Verdict;
  /** Why it may stay unused. */
  readonly reason?: string;
}

/** What one role was granted, and used. */
export interface ReportedRole {
  readonly role: string;
  readonly arn: string;
  readonly functions: readonly string[];
  readonly permissions: readonly ReportedPermission[];
  /** Why a policy of it can't be read. */
  readonly problems: readonly string[];
}

/** What was refused to one role or user. */
export interface ReportedRefusals {
  readonly arn: string;
  readonly requests: readonly RefusedPermission[];
  /** Refusals of further reasons, which the local cloud did not keep. */
  readonly beyond: number;
}

/** Which permissions were granted, used and never used since the local cloud's start; and what was refused. */
export interface AccessReport {
  /** ISO 8601. */
  readonly since: string;
  readonly roles: readonly ReportedRole[];
  readonly refused: readonly ReportedRefusals[];
  /** Entries of the list that excuse nothing. */
  readonly idleExcuses: readonly Excuse[];
  readonly counts: Readonly<Record<Verdict, number>> & { readonly refused: number };
  /** Whether each permission was used or is excused, nothing was refused, and every policy could be read. */
  readonly ok: boolean;
}

/**
 * Makes the report from what the local cloud counted.
 *
 * @param role a role's name or a pattern of it: only such roles are reported, and what was refused to
 *   them. Without it all are, and excuses that excuse nothing are named.
 */
export function accessReport(
  document: AccessDocument,
  excuses: readonly Excuse[],
  role?: string,
): AccessReport {
  const principals = document.principals.filter(({ arn }) =>
    matchesWildcards(role ?? "*", nameOf(arn)),
  );
  const roles = principals
    .filter(({ kind }) => kind === "role")
    .map((principal) => reportedRole(principal, excuses));
  const refused = principals
    .filter((principal) => principal.refused.length + principal.refusedBeyond > 0)
    .map(({ arn, refused, refusedBeyond }) => ({ arn, requests: refused, beyond: refusedBeyond }));
  const counts = countsOf(roles, refused);
  const readable = principals.every(({ problems }) => problems.length === 0);
  return {
    since: document.since,
    roles,
    refused,
    idleExcuses: role === undefined ? excuses.filter((excuse) => isIdle(excuse, roles)) : [],
    counts,
    ok: counts.unused === 0 && counts.refused === 0 && readable,
  };
}

/** The name at the end of a role's or user's ARN. */
export function nameOf(arn: string): string {
  return arn.split("/").at(-1) ?? arn;
}

function reportedRole(principal: PrincipalAccess, excuses: readonly Excuse[]): ReportedRole {
  const { arn, functions, granted, problems } = principal;
  const role = nameOf(arn);
  const permissions = granted.map((permission): ReportedPermission => {
    if (permission.uses > 0) return { ...permission, verdict: "used" };
    const excuse = excuses.find((one) => covers(one, role, permission));
    return excuse === undefined
      ? { ...permission, verdict: "unused" }
      : { ...permission, verdict: "excused", reason: excuse.reason };
  });
  return { role, arn, functions, permissions, problems };
}

function covers(excuse: Excuse, role: string, { action, resource }: GrantedPermission): boolean {
  return (
    matchesWildcards(excuse.role, role) &&
    matchesWildcards(excuse.action.toLowerCase(), action.toLowerCase()) &&
    matchesWildcards(excuse.resource ?? "*", resource)
  );
}

/** Whether an entry covers no permission that was left unused. */
function isIdle(excuse: Excuse, roles: readonly ReportedRole[]): boolean {
  return !roles.some(({ role, permissions }) =>
    permissions.some(
      (permission) => permission.verdict !== "used" && covers(excuse, role, permission),
    ),
  );
}

function countsOf(roles: readonly ReportedRole[], refused: readonly ReportedRefusals[]) {
  const verdicts = roles.flatMap(({ permissions }) => permissions.map(({ verdict }) => verdict));
  const count = (wanted: Verdict) => verdicts.filter((verdict) => verdict === wanted).length;
  const requests = refused.flatMap(({ requests, beyond }) => [
    ...requests.map(({ count }) => count),
    beyond,
  ]);
  return {
    used: count("used"),
    excused: count("excused"),
    unused: count("unused"),
    refused: requests.reduce((sum, one) => sum + one, 0),
  };
}
