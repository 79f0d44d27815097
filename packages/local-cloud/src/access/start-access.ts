import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { IAMClient, paginateListRoles } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { LambdaClient, paginateListFunctions } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SNSClient } from "@aws-sdk/client-sns";
import { ACCOUNT } from "../account.ts";
import { AccessGuard } from "./access-guard.ts";
import { Callers } from "./callers/callers.ts";
import { IdentityPolicyReader } from "./policies/identity-policies.ts";
import { PolicyStore } from "./policies/policy-store.ts";
import { ResourcePolicyReader } from "./policies/resource-policies.ts";
import { KeyAliases } from "./resources/key-aliases.ts";
import { TableKeys } from "./resources/table-keys.ts";
import { StandingRights } from "./standing-rights.ts";
import type { AccessDocument } from "./usage/access-document.ts";
import { accessState } from "./usage/access-state.ts";
import { UsageRecords } from "./usage/usage-records.ts";

export interface AccessOptions {
  /** moto, asked past the gateway. */
  readonly moto: string;
  readonly region: string;
  readonly enforceAll: boolean;
  /** The access key of the local cloud itself. */
  readonly ownKey: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly queuePolicy: (queue: string) => string | undefined;
}

/** What holds requests against policies, and what it saw. */
export interface Access {
  readonly callers: Callers;
  readonly guard: AccessGuard;
  readonly rights: StandingRights;
  readonly usage: UsageRecords;
  /** To be called when a policy, a table or an alias of a key may have been set, changed or taken away. */
  changed(): void;
  /** What `GET /_spillway/access` answers. */
  state(): Promise<AccessDocument>;
  close(): void;
}

/** Puts together what holds requests against policies. */
export function startAccess(options: AccessOptions): Access {
  const { moto: endpoint, region, enforceAll, ownKey, startedAt, queuePolicy } = options;
  const configuration = {
    endpoint,
    region,
    credentials: { accessKeyId: ownKey, secretAccessKey: ownKey },
  };
  const iam = new IAMClient(configuration);
  const lambda = new LambdaClient(configuration);
  const kms = new KMSClient(configuration);
  const dynamodb = new DynamoDBClient(configuration);
  const sns = new SNSClient(configuration);
  const s3 = new S3Client({ ...configuration, forcePathStyle: true });
  const identities = new IdentityPolicyReader(iam);
  const resources = new ResourcePolicyReader({ sns, s3, lambda, kms, dynamodb, queuePolicy });
  const policies = new PolicyStore(identities, resources);
  const tableKeys = new TableKeys(dynamodb);
  const keyAliases = new KeyAliases(kms);
  const usage = new UsageRecords(Date.now);
  const callers = new Callers({
    enforceAll,
    ownKey,
    userOf: (accessKeyId) => identities.userOfKey(accessKeyId),
  });
  return {
    callers,
    usage,
    rights: new StandingRights({ policies, account: ACCOUNT, now: Date.now }),
    guard: new AccessGuard({
      callers,
      policies,
      usage,
      tableKeys,
      keyAliases,
      account: ACCOUNT,
      now: Date.now,
    }),
    changed() {
      for (const kept of [policies, tableKeys, keyAliases]) kept.changed();
    },
    state: () =>
      accessState({
        since: startedAt,
        enforced: enforceAll ? "all" : "roles",
        usage,
        policies,
        roles: () => rolesIn(iam),
        functions: () => functionsIn(lambda),
      }),
    close() {
      for (const client of [iam, lambda, kms, dynamodb, sns, s3]) client.destroy();
    },
  };
}

async function rolesIn(client: IAMClient): Promise<string[]> {
  const arns: string[] = [];
  for await (const { Roles: roles = [] } of paginateListRoles({ client }, {})) {
    arns.push(...roles.flatMap(({ Arn }) => Arn ?? []));
  }
  return arns;
}

async function functionsIn(client: LambdaClient): Promise<{ name: string; role: string }[]> {
  const functions: { name: string; role: string }[] = [];
  for await (const { Functions: page = [] } of paginateListFunctions({ client }, {})) {
    for (const { FunctionName: name, Role: role } of page) {
      if (name !== undefined && role !== undefined) functions.push({ name, role });
    }
  }
  return functions;
}
