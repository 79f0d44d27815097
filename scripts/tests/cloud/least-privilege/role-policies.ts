import {
  DeleteRolePolicyCommand,
  GetRolePolicyCommand,
  type IAMClient,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";

/** A statement as its policy's document has it. */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly [element: string]: unknown;
}

/** An inline policy of a role. */
export interface RolePolicy {
  readonly role: string;
  readonly name: string;
  readonly version: string;
  readonly statements: readonly PolicyStatement[];
}

/** A role's inline policies. */
export async function policiesOf(iam: IAMClient, role: string): Promise<readonly RolePolicy[]> {
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName: role }));
  return Promise.all(
    PolicyNames.map(async (name) => {
      const { PolicyDocument = "" } = await iam.send(
        new GetRolePolicyCommand({ RoleName: role, PolicyName: name }),
      );
      const document = JSON.parse(decodeURIComponent(PolicyDocument)) as {
        Version: string;
        Statement: readonly PolicyStatement[];
      };
      return { role, name, version: document.Version, statements: document.Statement };
    }),
  );
}

/** Puts a policy in place, or takes it away where no statement is left. */
export async function putPolicy(iam: IAMClient, policy: RolePolicy): Promise<void> {
  const which = { RoleName: policy.role, PolicyName: policy.name };
  if (policy.statements.length === 0) {
    await iam.send(new DeleteRolePolicyCommand(which));
    return;
  }
  const document = { Version: policy.version, Statement: policy.statements };
  await iam.send(new PutRolePolicyCommand({ ...which, PolicyDocument: JSON.stringify(document) }));
}

/** Does something while a policy is another one, and puts it back whatever happens. */
export async function withPolicy<Result>(
  iam: IAMClient,
  changed: RolePolicy,
  back: RolePolicy,
  act: () => Promise<Result>,
): Promise<Result> {
  await putPolicy(iam, changed);
  try {
    return await act();
  } finally {
    await putPolicy(iam, back);
  }
}
