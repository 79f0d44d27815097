import { type ServiceRequest, textIn } from "../service-request.ts";
import {
  byOperation,
  conditionsOf,
  everything,
  type OperationRule,
  type Permission,
  sameName,
} from "./permission.ts";

const KEY_ID = /^(?:mrk-)?[\da-f-]{32,36}/;

/** The alias that a member names, also within an ARN: `alias/orders`. */
function aliasIn(request: ServiceRequest, member: string): string | undefined {
  const named = textIn(request, member) ?? "";
  return named.includes("alias/") ? named.slice(named.indexOf("alias/")) : undefined;
}

/**
 * The key's ARN, also of a key that is named by an alias, or only by what it encrypted. Where that does
 * not say, a right on every key of the account is asked for, which is stricter than AWS.
 */
function keyArn(request: ServiceRequest, member = "KeyId"): string {
  const named = textIn(request, member) || (keyOfCiphertext(request) ?? "*");
  const alias = aliasIn(request, member);
  const key = alias === undefined ? named : (request.keysByAlias?.get(alias) ?? "*");
  return key.startsWith("arn:")
    ? key
    : `arn:aws:kms:${request.region}:${request.account}:key/${key}`;
}

/** moto writes the key's id before what it encrypted. */
function keyOfCiphertext(request: ServiceRequest): string | undefined {
  const encrypted = Buffer.from(textIn(request, "CiphertextBlob") ?? "", "base64");
  return KEY_ID.exec(encrypted.subarray(0, 36).toString("latin1"))?.[0];
}

const onKeyAs =
  (operation: string, member = "KeyId") =>
  (request: ServiceRequest): Permission => ({
    action: `kms:${operation}`,
    resource: keyArn(request, member),
    conditions: conditionsOf({ "kms:RequestAlias": aliasIn(request, member) }),
  });

const onKey =
  (operation: string): OperationRule =>
  (request) => [onKeyAs(operation)(request)];

/** Aliases take a right on the alias and one on each key that it stands for, before and after. */
const onAlias =
  (operation: string): OperationRule =>
  (request) => {
    const alias = textIn(request, "AliasName") ?? "";
    const before = request.keysByAlias?.get(alias);
    const after = textIn(request, "TargetKeyId");
    const place = `arn:aws:kms:${request.region}:${request.account}`;
    const keys = [before, after].filter((key) => key !== undefined);
    return [
      `${place}:${alias}`,
      ...keys.map((key) => keyArn({ ...request, input: { KeyId: key } })),
    ].map((resource) => ({ action: `kms:${operation}`, resource }));
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
    onKeyAs("ReEncryptFrom", "SourceKeyId")(request),
    onKeyAs("ReEncryptTo", "DestinationKeyId")(request),
  ],
  CreateAlias: onAlias("CreateAlias"),
  DeleteAlias: onAlias("DeleteAlias"),
  UpdateAlias: onAlias("UpdateAlias"),
  ...sameName("kms", ["CreateKey", "GenerateRandom", "ListAliases", "ListKeys"], everything),
});
