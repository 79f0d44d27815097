import {
  GetAccessKeyLastUsedCommand,
  GetGroupPolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  type IAMClient,
  ListAttachedGroupPoliciesCommand,
  ListAttachedRolePoliciesCommand,
  ListAttachedUserPoliciesCommand,
  ListGroupPoliciesCommand,
  ListGroupsForUserCommand,
  ListRolePoliciesCommand,
  ListUserPoliciesCommand,
  NoSuchEntityException,
} from "@aws-sdk/client-iam";

/** A policy's name and its document as JSON text. */
export interface PolicyText {
  readonly name: string;
  readonly json: string;
}

/** What IAM holds of one role or user. */
export interface IdentityPolicies {
  readonly policies: readonly PolicyText[];
  readonly boundary: PolicyText | undefined;
  /** Of a role: who may assume it. */
  readonly trust: string | undefined;
}

/** Reads the policies of roles and users from IAM. */
export class IdentityPolicyReader {
  readonly #client: IAMClient;

  constructor(client: IAMClient) {
    this.#client = client;
  }

  /** Undefined when there is no such role. */
  async ofRole(RoleName: string): Promise<IdentityPolicies | undefined> {
    const { Role: role } = await this.#unlessMissing(
      this.#client.send(new GetRoleCommand({ RoleName })),
    );
    if (role === undefined) return undefined;
    const [inline, attached] = await Promise.all([
      this.#client.send(new ListRolePoliciesCommand({ RoleName })),
      this.#client.send(new ListAttachedRolePoliciesCommand({ RoleName })),
    ]);
    const policies = await Promise.all([
      ...(inline.PolicyNames ?? []).map(async (PolicyName) => {
        const { PolicyDocument } = await this.#client.send(
          new GetRolePolicyCommand({ RoleName, PolicyName }),
        );
        return inlineText(PolicyName, PolicyDocument);
      }),
      ...(attached.AttachedPolicies ?? []).map(({ PolicyArn }) => this.managed(PolicyArn ?? "")),
    ]);
    const trust = role.AssumeRolePolicyDocument;
    return {
      policies,
      boundary: await this.#boundary(role.PermissionsBoundary?.PermissionsBoundaryArn),
      trust: trust === undefined ? undefined : decodeURIComponent(trust),
    };
  }

  /** The user's policies and those of its groups; undefined when there is no such user. */
  async ofUser(UserName: string): Promise<IdentityPolicies | undefined> {
    const { User: user } = await this.#unlessMissing(
      this.#client.send(new GetUserCommand({ UserName })),
    );
    if (user === undefined) return undefined;
    const [inline, attached, { Groups: groups = [] }] = await Promise.all([
      this.#client.send(new ListUserPoliciesCommand({ UserName })),
      this.#client.send(new ListAttachedUserPoliciesCommand({ UserName })),
      this.#client.send(new ListGroupsForUserCommand({ UserName })),
    ]);
    const own = await Promise.all([
      ...(inline.PolicyNames ?? []).map(async (PolicyName) => {
        const { PolicyDocument } = await this.#client.send(
          new GetUserPolicyCommand({ UserName, PolicyName }),
        );
        return inlineText(PolicyName, PolicyDocument);
      }),
      ...(attached.AttachedPolicies ?? []).map(({ PolicyArn }) => this.managed(PolicyArn ?? "")),
    ]);
    const ofGroups = await Promise.all(groups.map(({ GroupName }) => this.#ofGroup(GroupName)));
    return {
      policies: [...own, ...ofGroups.flat()],
      boundary: await this.#boundary(user.PermissionsBoundary?.PermissionsBoundaryArn),
      trust: undefined,
    };
  }

  /** The default version of a managed policy. */
  async managed(PolicyArn: string): Promise<PolicyText> {
    const { Policy: policy } = await this.#client.send(new GetPolicyCommand({ PolicyArn }));
    const { PolicyVersion: version } = await this.#client.send(
      new GetPolicyVersionCommand({ PolicyArn, VersionId: policy?.DefaultVersionId }),
    );
    return { name: PolicyArn, json: decodeURIComponent(version?.Document ?? "") };
  }

  /** The user whose access key it is. */
  async userOfKey(
    AccessKeyId: string,
  ): Promise<{ readonly arn: string; readonly name: string; readonly id: string } | undefined> {
    const { UserName } = await this.#unlessMissing(
      this.#client.send(new GetAccessKeyLastUsedCommand({ AccessKeyId })),
    );
    if (!UserName) return undefined;
    const { User: user } = await this.#client.send(new GetUserCommand({ UserName }));
    return user?.Arn === undefined
      ? undefined
      : { arn: user.Arn, name: UserName, id: user.UserId ?? "" };
  }

  async #ofGroup(GroupName: string | undefined): Promise<PolicyText[]> {
    const [inline, attached] = await Promise.all([
      this.#client.send(new ListGroupPoliciesCommand({ GroupName })),
      this.#client.send(new ListAttachedGroupPoliciesCommand({ GroupName })),
    ]);
    return Promise.all([
      ...(inline.PolicyNames ?? []).map(async (PolicyName) => {
        const { PolicyDocument } = await this.#client.send(
          new GetGroupPolicyCommand({ GroupName, PolicyName }),
        );
        return inlineText(`${GroupName}/${PolicyName}`, PolicyDocument);
      }),
      ...(attached.AttachedPolicies ?? []).map(({ PolicyArn }) => this.managed(PolicyArn ?? "")),
    ]);
  }

  async #boundary(arn: string | undefined): Promise<PolicyText | undefined> {
    return arn === undefined ? undefined : this.managed(arn);
  }

  /** An answer without members stands for a thing that is not there. */
  async #unlessMissing<Answer extends object>(asked: Promise<Answer>): Promise<Partial<Answer>> {
    try {
      return await asked;
    } catch (error) {
      if (error instanceof NoSuchEntityException) return {};
      throw error;
    }
  }
}

/** IAM gives documents URL-encoded. */
function inlineText(name: string, document: string | undefined): PolicyText {
  return { name, json: decodeURIComponent(document ?? "") };
}
