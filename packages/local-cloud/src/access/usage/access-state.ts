import { permissionsOf } from "@spillway/access";
import type { PolicyStore } from "../policies/policy-store.ts";
import type { AccessDocument, PrincipalAccess } from "./access-document.ts";
import type { UsageRecords } from "./usage-records.ts";

export interface AccessStateOptions {
  /** ISO 8601. */
  readonly since: string;
  readonly enforced: AccessDocument["enforced"];
  readonly usage: UsageRecords;
  readonly policies: PolicyStore;
  /** ARNs of all roles that there are. */
  readonly roles: () => Promise<readonly string[]>;
  /** Deployed functions and the ARNs of their roles. */
  readonly functions: () => Promise<readonly { readonly name: string; readonly role: string }[]>;
}

/** Says what each role and user may do now, and what it did since the start. */
export async function accessState(options: AccessStateOptions): Promise<AccessDocument> {
  const { since, enforced, usage } = options;
  const [roles, functions] = await Promise.all([options.roles(), options.functions()]);
  const arns = [...new Set([...roles, ...usage.principals])].sort();
  const principals = await Promise.all(
    arns.map(async (arn): Promise<PrincipalAccess> => {
      const kind = /^arn:[^:]+:iam::[^:]*:role\//.test(arn) ? "role" : "user";
      const name = arn.split("/").at(-1) ?? "";
      const { policies, problems } = await (kind === "role"
        ? options.policies.ofRole(arn)
        : options.policies.ofUser(name));
      const granted = policies.flatMap(permissionsOf).map((rule) => {
        const use = usage.useOf(arn, rule);
        return {
          ...rule,
          uses: use?.uses ?? 0,
          ...(use === undefined ? {} : { lastUsed: new Date(use.lastUsed).toISOString() }),
          usedFor: [...(use?.usedFor ?? [])],
        };
      });
      return {
        arn,
        kind,
        functions: functions.filter(({ role }) => role === arn).map((one) => one.name),
        granted,
        refused: [...usage.refusalsOf(arn)],
        refusedBeyond: usage.refusedBeyond(arn),
        problems: [...problems],
      };
    }),
  );
  return { since, enforced, principals };
}
