import { type ServiceRequest, textIn } from "../service-request.ts";
import {
  byOperation,
  conditionsOf,
  everything,
  type OperationRule,
  sameName,
} from "./permission.ts";

/**
 * The key's ARN. A key that is named by an alias, or only by what it encrypted, is known to KMS
 * alone: then a right on every key of the account is asked for, which is stricter than AWS.
 */
function keyArn(request: ServiceRequest, member = "KeyId"): string {
  const named = textIn(request, member) ?? "";
  const place = `arn:aws:kms:${request.region}:${request.account}`;
  if (named.includes("alias/") || named === "") return `${place}:key/*`;
  return named.startsWith("arn:") ? named : `${place}:key/${named}`;
}

const onKey =
  (operation: string): OperationRule =>
  (request) => {
    const named = textIn(request, "KeyId");
    const alias = named?.slice(named.indexOf("alias/"));
    return [
      {
        action: `kms:${operation}`,
        resource: keyArn(request),
        conditions: conditionsOf({
          "kms:RequestAlias": named?.includes("alias/") ? alias : undefined,
        }),
      },
    ];
  };

const KEY_OPERATIONS = [
  "CancelKeyDeletion",
  "CreateGrant",
  "Decrypt",
  "DescribeKey",
  "DisableKey",
  "DisableKeyRotation",
  "EnableKey",
  "EnableKeyRotation",
  "Encrypt",
  "GenerateDataKey",
  "GenerateDataKeyPair",
  "GenerateDataKeyPairWithoutPlaintext",
  "GenerateDataKeyWithoutPlaintext",
  "GenerateMac",
  "GetKeyPolicy",
  "GetKeyRotationStatus",
  "GetPublicKey",
  "ListGrants",
  "ListKeyPolicies",
  "ListResourceTags",
  "PutKeyPolicy",
  "RevokeGrant",
  "ScheduleKeyDeletion",
  "Sign",
  "TagResource",
  "UntagResource",
  "UpdateKeyDescription",
  "Verify",
  "VerifyMac",
];

/**
 * What requests to KMS need.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
 */
export const kmsPermissions = byOperation({
  ...Object.fromEntries(KEY_OPERATIONS.map((operation) => [operation, onKey(operation)])),
  ReEncrypt: (request) => [
    { action: "kms:ReEncryptFrom", resource: keyArn(request, "SourceKeyId") },
    { action: "kms:ReEncryptTo", resource: keyArn(request, "DestinationKeyId") },
  ],
  ...sameName("kms", ["CreateKey", "GenerateRandom", "ListAliases", "ListKeys"], everything),
});
