import { IAMClient, paginateListRoles } from "@aws-sdk/client-iam";
import { type LambdaClient, paginateListFunctions } from "@aws-sdk/client-lambda";
import { ACCOUNT } from "../account.ts";
import type { KeptMap } from "../persistence/kept-map.ts";
import { AccessGuard } from "./access-guard.ts";
import { Callers } from "./callers/callers.ts";
import type { RoleSession } from "./callers/role-session.ts";
import { IdentityPolicyReader } from "./policies/identity-policies.ts";
import { PolicyStore } from "./policies/policy-store.ts";
import { ResourcePolicyReader } from "./policies/resource-policies.ts";
import { KeyAliases } from "./resources/key-aliases.ts";
import { clientConfiguration, ResourceClients } from "./resources/resource-clients.ts";
import { TableKeys } from "./resources/table-keys.ts";
import { StandingRights } from "./standing-rights.ts";
import type { AccessDocument } from "./usage/access-document.ts";
import { accessState } from "./usage/access-state.ts";
import { UsageRecords } from "./usage/usage-records.ts";

export interface AccessOptions {
  /** moto, asked past the gateway. */
  readonly moto: string;
  /** The region of what belongs to none, such as roles and buckets. */
  readonly region: string;
  /** The regions that are in use. */
  readonly regions: () => readonly string[];
  readonly enforceAll: boolean;
  /** The access key of the local cloud itself. */
  readonly ownKey: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** By its access key, each session that a role has had; default in memory. */
  readonly sessions?: KeptMap<RoleSession>;
  readonly queuePolicy: (region: string, queue: string) => string | undefined;
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
  const clients = new ResourceClients(endpoint, ownKey);
  const iam = new IAMClient(clientConfiguration(endpoint, region, ownKey));
  const identities = new IdentityPolicyReader(iam);
  const resources = new ResourcePolicyReader({
    clientsIn: (name) => clients.in(name || region),
    queuePolicy,
  });
  const policies = new PolicyStore(identities, resources);
  const tableKeys = new TableKeys((name) => clients.in(name).dynamodb);
  const keyAliases = new KeyAliases((name) => clients.in(name).kms);
  const usage = new UsageRecords(Date.now);
  const callers = new Callers({
    enforceAll,
    ownKey,
    ...(options.sessions === undefined ? {} : { sessions: options.sessions }),
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
      for (const kept of [policies, tableKeys, keyAliases, callers]) kept.changed();
    },
    state: () =>
      accessState({
        since: startedAt,
        enforced: enforceAll ? "all" : "roles",
        usage,
        policies,
        roles: () => rolesIn(iam),
        functions: async () => {
          const lists = options.regions().map((name) => functionsIn(clients.in(name).lambda));
          return (await Promise.all(lists)).flat();
        },
      }),
    close() {
      iam.destroy();
      clients.close();
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
