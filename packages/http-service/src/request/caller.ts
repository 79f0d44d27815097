import { httpServiceError } from "../http-service-error.ts";
import type { ApiEvent } from "./api-event.ts";

/**
 * Who is one caller, of those who sign with the credentials of a role. Users and tokens are the same in both.
 *
 * - `role`: all sessions of a role together. Right where programs call: what one task of a service began, another
 *   one repeats.
 * - `session`: each session by itself, and of a Cognito identity pool each identity, since the sessions of a pool
 *   all have one name. Right where people come through a role that they share. Whoever assumes a role names the
 *   session: only people who can't choose that name are kept apart, as those of a sign-in portal or of a pool.
 */
export type CallerKind = "role" | "session";

/**
 * Whose request it is, by what the authorizer found: the ARN of a user, role or session, an identity of a Cognito
 * identity pool, or issuer and subject of a token.
 *
 * @throws SpillwayError `CALLER_UNKNOWN` where no authorizer looked at the request
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
 * @example
 * callerOf(event, "role"); // → "arn:aws:sts::123456789012:assumed-role/loader"
 * callerOf(event, "session"); // → "arn:aws:sts::123456789012:assumed-role/loader/task-7"
 */
export function callerOf(
  { requestContext: { authorizer } }: ApiEvent,
  callerIs: CallerKind,
): string {
  const { userArn: arn, cognitoIdentity } = authorizer?.iam ?? {};
  if (arn && callerIs === "role") return withoutSession(arn);
  if (cognitoIdentity?.identityId) return cognitoIdentity.identityId;
  // Without the identity this one would be everybody.
  if (arn && !arn.endsWith(IDENTITY_POOL_SESSION)) return arn;
  const { iss, sub, client_id: client } = authorizer?.jwt?.claims ?? {};
  // A token that a program got for itself may have no subject.
  const subject = sub ?? client;
  if (typeof iss === "string" && typeof subject === "string") return `${iss} ${subject}`;
  throw httpServiceError(
    "CALLER_UNKNOWN",
    "expected a caller that an authorizer knows; came none",
    {
      hint: "Sign the request (AWS Signature Version 4, service execute-api), or send a token.",
    },
  );
}

/** How Cognito names the sessions of all identities of a pool. */
const IDENTITY_POOL_SESSION = "/CognitoIdentityCredentials";

/** `arn:aws:sts::123456789012:assumed-role/loader/task-7` without the name of the session. */
function withoutSession(arn: string): string {
  return arn.replace(/^(arn:[^:]+:sts::\d*:assumed-role\/[^/]+)\/.*$/, "$1");
}
