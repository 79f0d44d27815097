import * as z from "zod";

/** One permission that a policy grants: an action with a resource of one statement. */
const grantedPermission = z.object({
  /** The policy's name: `role R, function`. */
  policy: z.string(),
  /** The statement's place in its policy, from 1. */
  statement: z.number().int().positive(),
  sid: z.string().optional(),
  /** As the policy writes them, wildcards included. */
  action: z.string(),
  resource: z.string(),
  /** Requests that it allowed since the local cloud's start. */
  uses: z.number().int().nonnegative(),
  /** ISO 8601; missing when it was never used. */
  lastUsed: z.string().optional(),
  /** The actions that it allowed: of interest where `action` has a wildcard. */
  usedFor: z.array(z.string()),
});

/** Requests that were refused for one reason. */
const refusedPermission = z.object({
  /** The session or user that asked, the last one. */
  principal: z.string(),
  action: z.string(),
  resource: z.string(),
  /**
   * `explicit-deny`: a policy denies it. `not-allowed`: no policy allows it. `unreadable-policy`: a
   * policy, or a condition key in it, that the local cloud can't judge. `unknown-operation`: the local
   * cloud does not know which permission it needs.
   */
  because: z.enum(["explicit-deny", "not-allowed", "unreadable-policy", "unknown-operation"]),
  /** The sentence of the last answer. */
  message: z.string(),
  count: z.number().int().positive(),
  /** ISO 8601. */
  last: z.string(),
});

const principalAccess = z.object({
  /** ARN of the role or user. */
  arn: z.string(),
  kind: z.enum(["role", "user"]),
  /** Names of the deployed functions that run as the role. */
  functions: z.array(z.string()),
  /** Everything that its policies grant now; a session's own policies are not among them. */
  granted: z.array(grantedPermission),
  refused: z.array(refusedPermission),
  /** Refusals of reasons beyond those that are kept. */
  refusedBeyond: z.number().int().nonnegative(),
  /** Why a policy of it can't be read; whoever has it is refused everything. */
  problems: z.array(z.string()),
});

/** What `GET /_spillway/access` answers: what each role and user may do, and what it did since the start. */
export const accessDocument = z.object({
  /** ISO 8601: since when it is counted. */
  since: z.string(),
  /** Who is held to policies: sessions of roles, or everybody. */
  enforced: z.enum(["roles", "all"]),
  principals: z.array(principalAccess),
});

export type AccessDocument = z.infer<typeof accessDocument>;
export type PrincipalAccess = z.infer<typeof principalAccess>;
export type GrantedPermission = z.infer<typeof grantedPermission>;
export type RefusedPermission = z.infer<typeof refusedPermission>;
