import type { NamedPolicy } from "@spillway/access";
import { SERVICE_CONDITION_KEYS } from "../permissions/needed-permissions.ts";

/** Global keys that every request has here, or that are rightly missing from it. */
const GLOBAL_CONDITION_KEYS = [
  "aws:CurrentTime",
  "aws:EpochTime",
  "aws:MultiFactorAuthPresent",
  "aws:PrincipalAccount",
  "aws:PrincipalArn",
  "aws:PrincipalIsAWSService",
  "aws:PrincipalServiceName",
  "aws:PrincipalType",
  "aws:RequestedRegion",
  "aws:ResourceAccount",
  "aws:SecureTransport",
  "aws:SourceAccount",
  "aws:SourceArn",
  "aws:SourceIp",
  // Old, of SNS's default policies: the account of a service that publishes.
  "aws:SourceOwner",
  // No request comes through an endpoint of a private network.
  "aws:SourceVpc",
  "aws:SourceVpce",
  "aws:UserAgent",
  "aws:userid",
  "aws:username",
  "aws:ViaAWSService",
];

const KNOWN = new Set(
  [...GLOBAL_CONDITION_KEYS, ...SERVICE_CONDITION_KEYS].map((key) => key.toLowerCase()),
);

/** Whether a policy has a condition with one of these keys. */
export function hasCondition(policy: NamedPolicy, keys: readonly string[]): boolean {
  return policy.document.statements.some(({ conditions }) =>
    conditions.some(({ key }) => keys.some((one) => sameKey(one, key))),
  );
}

/**
 * A condition key of the policy, in a condition or as a policy variable, that the local cloud gives no
 * value to although AWS might, for an action of this service. A policy that hangs on it can't be decided
 * rightly: `ForAllValues` and the negated operators hold when a key is missing, and a `Deny` or
 * `NotResource` with a variable of it means nothing. Keys of other services are missing on AWS too.
 *
 * @param action the action that is asked for, such as `dynamodb:PutItem`
 * @param untold keys that are known, but have no value for this request
 */
export function unknownConditionKey(
  policy: NamedPolicy,
  action: string,
  untold: readonly string[] = [],
): string | undefined {
  const service = action.split(":", 1)[0];
  return policy.document.statements.flatMap(keysIn).find((key) => {
    const prefix = key.split(":", 1)[0]?.toLowerCase();
    if (prefix !== "aws" && prefix !== service) return false;
    return !KNOWN.has(key.toLowerCase()) || untold.some((one) => sameKey(one, key));
  });
}

type Statement = NamedPolicy["document"]["statements"][number];

function keysIn({ resource, conditions }: Statement): readonly string[] {
  const patterns = [...(resource?.patterns ?? []), ...conditions.flatMap(({ values }) => values)];
  const variables = patterns
    .flatMap(({ parts }) => parts)
    .flatMap((part) => (part.kind === "variable" ? [part.key] : []));
  return [...conditions.map(({ key }) => key), ...variables];
}

function sameKey(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
