import { parseArn } from "../pattern/arn.ts";
import { type AccessRequest, type Principal, resourceAccountOf } from "./request.ts";

/** The condition keys of one request. */
export interface RequestKeys {
  /** A key's values; none where the request lacks it. */
  valuesOf(key: string): readonly string[];
  /** The value of a key that has exactly one: only such can be a policy variable. */
  singleValueOf(key: string): string | undefined;
}

/**
 * The condition keys of a request: those it came with, and those that follow from the principal.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function requestKeys(request: AccessRequest): RequestKeys {
  const values = new Map<string, readonly string[]>();
  const all = {
    ...principalKeys(request.principal),
    "aws:ResourceAccount": resourceAccountOf(request),
    ...request.context,
  };
  for (const [key, value] of Object.entries(all)) {
    values.set(key.toLowerCase(), typeof value === "string" ? [value] : value);
  }
  const valuesOf = (key: string) => values.get(key.toLowerCase()) ?? [];
  return {
    valuesOf,
    singleValueOf: (key) => {
      const [value, ...more] = valuesOf(key);
      return more.length === 0 ? value : undefined;
    },
  };
}

function principalKeys(principal: Principal): Record<string, string> {
  if (principal.service !== undefined) {
    return { "aws:PrincipalIsAWSService": "true", "aws:PrincipalServiceName": principal.service };
  }
  const [kind, name] = (parseArn(principal.arn)?.resource ?? "").split(/\/(.*)/s);
  const type = TYPES.get(kind ?? "");
  const userName = kind === "user" ? name?.split("/").at(-1) : undefined;
  return {
    "aws:PrincipalIsAWSService": "false",
    // For a session AWS gives the role's ARN here, not the session's.
    "aws:PrincipalArn": principal.roleArn ?? principal.arn,
    "aws:PrincipalAccount": principal.accountId,
    ...(type === undefined ? {} : { "aws:PrincipalType": type }),
    ...(userName === undefined ? {} : { "aws:username": userName }),
  };
}

const TYPES: ReadonlyMap<string, string> = new Map([
  ["root", "Account"],
  ["user", "User"],
  ["assumed-role", "AssumedRole"],
  ["federated-user", "FederatedUser"],
]);
