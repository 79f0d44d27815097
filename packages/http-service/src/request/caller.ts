import { httpServiceError } from "../http-service-error.ts";
import type { ApiEvent } from "./api-event.ts";

/**
 * Whose request it is, by what the authorizer found: the ARN of a user or role, or issuer and subject of
 * a token. All sessions of a role are one caller, so that a request can be repeated from another task.
 *
 * @throws SpillwayError `CALLER_UNKNOWN` where no authorizer looked at the request
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
 */
export function callerOf({ requestContext: { authorizer } }: ApiEvent): string {
  const arn = authorizer?.iam?.userArn;
  if (arn) return withoutSession(arn);
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

/** `arn:aws:sts::123456789012:assumed-role/loader/task-7` without the name of the session. */
function withoutSession(arn: string): string {
  return arn.replace(/^(arn:[^:]+:sts::\d*:assumed-role\/[^/]+)\/.*$/, "$1");
}
