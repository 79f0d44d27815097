import type { Caller } from "./callers/callers.ts";
import type { ConditionValues } from "./permissions/permission.ts";
import type { ServiceRequest } from "./service-request.ts";

/**
 * Condition keys that every request has; the engine adds those of the principal. Loopback counts as
 * secure: nobody can listen there but who runs it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function requestContext(
  request: Pick<ServiceRequest, "region" | "headers">,
  caller: Caller,
  sourceIp: string | undefined,
  nowMs: number,
): ConditionValues {
  const now = new Date(nowMs);
  const agent = request.headers["user-agent"];
  return {
    "aws:CurrentTime": [`${now.toISOString().slice(0, 19)}Z`],
    "aws:EpochTime": [String(Math.floor(nowMs / 1_000))],
    "aws:MultiFactorAuthPresent": ["false"],
    "aws:RequestedRegion": [request.region],
    "aws:SecureTransport": ["true"],
    "aws:SourceIp": [sourceIp ?? "127.0.0.1"],
    "aws:ViaAWSService": ["false"],
    ...(agent === undefined ? {} : { "aws:UserAgent": [agent] }),
    ...userId(caller),
  };
}

function userId(caller: Caller): ConditionValues {
  if (caller.kind === "role") return { "aws:userid": [caller.session.userId] };
  if (caller.kind === "user") return { "aws:userid": [caller.id] };
  return {};
}
