import type { Principal } from "@spillway/access";
import { decideRequest, type Verdict } from "./decide-request.ts";
import type { Permission } from "./permissions/permission.ts";
import { NO_POLICIES, type PolicyStore, type ReadPolicies } from "./policies/policy-store.ts";
import { requestContext } from "./request-context.ts";

export interface StandingRightsOptions {
  readonly policies: PolicyStore;
  readonly account: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Answers what AWS asks of policies where nobody makes a request: before it accepts something, and
 * before a service acts on its own behalf. No answer counts as a use.
 */
export class StandingRights {
  readonly #options: StandingRightsOptions;

  constructor(options: StandingRightsOptions) {
    this.#options = options;
  }

  /** Whether a function can do this with its role. */
  async roleMay(
    roleArn: string,
    functionName: string,
    action: string,
    resource: string,
  ): Promise<boolean> {
    const { account, policies } = this.#options;
    const role = roleArn.split("/").at(-1) ?? "";
    const arn = `arn:aws:sts::${account}:assumed-role/${role}/${functionName}`;
    const principal = { arn, accountId: account, roleArn };
    const identity = await policies.ofRole(roleArn);
    return (await this.#verdict(principal, action, resource, identity)).allowed;
  }

  /**
   * Why a service may not do something; undefined when the resource's policy lets it.
   *
   * @param service `events.amazonaws.com`
   * @param sourceArn for whom it does it, such as a rule
   */
  async serviceRefusal(
    service: string,
    action: string,
    resource: string,
    sourceArn: string,
  ): Promise<string | undefined> {
    const { account } = this.#options;
    const principal = { arn: service, accountId: account, service };
    const source = {
      "aws:SourceArn": [sourceArn],
      "aws:SourceAccount": [account],
      // A topic's default policy asks for it: alarms of the account may publish, other services not.
      ...(service === "cloudwatch.amazonaws.com" ? { "aws:SourceOwner": [account] } : {}),
    };
    const verdict = await this.#verdict(principal, action, resource, NO_POLICIES, source);
    return verdict.allowed ? undefined : verdict.refusal.message;
  }

  /** Why not everybody may do something; undefined when the resource's policy lets whoever asks. */
  async publicRefusal({
    action,
    resource,
    conditions,
  }: Pick<Permission, "action" | "resource" | "conditions">): Promise<string | undefined> {
    // Of the account, so that the resource's policy is enough; a policy that means the account does not
    // mean this one, whom no identity policy lets do anything.
    const principal = { arn: "anonymous", accountId: this.#options.account };
    const verdict = await this.#verdict(principal, action, resource, NO_POLICIES, conditions);
    return verdict.allowed ? undefined : verdict.refusal.message;
  }

  async #verdict(
    principal: Principal,
    action: string,
    resource: string,
    identity: ReadPolicies,
    conditions: Readonly<Record<string, readonly string[]>> = {},
  ): Promise<Verdict> {
    const { policies, now } = this.#options;
    const region = resource.split(":")[3] ?? "";
    const context = {
      ...requestContext({ region, headers: {} }, { kind: "free" }, undefined, now()),
      ...conditions,
    };
    return decideRequest(
      { principal, action, resource, context },
      { identity, session: undefined, resource: await policies.ofResource(resource) },
    );
  }
}
