import { type NamedPolicy, type PolicyKind, parsePolicy } from "@spillway/access";
import { isSpillwayError } from "@spillway/errors";
import type { RoleSession } from "../callers/role-session.ts";
import type { IdentityPolicies, IdentityPolicyReader, PolicyText } from "./identity-policies.ts";
import type { ResourcePolicyReader } from "./resource-policies.ts";

/** The policies of a role, user, session or resource, as far as they can be read. */
export interface ReadPolicies {
  readonly policies: readonly NamedPolicy[];
  readonly boundary: NamedPolicy | undefined;
  /** Why a policy can't be read: nothing is allowed by guessing what it says. */
  readonly problems: readonly string[];
}

/** Of whoever or whatever has no policies. */
export const NO_POLICIES: ReadPolicies = { policies: [], boundary: undefined, problems: [] };

/**
 * Policies, read when they are first needed and kept until a request that changes a policy passes
 * the gateway.
 */
export class PolicyStore {
  readonly #identities: IdentityPolicyReader;
  readonly #resources: ResourcePolicyReader;
  readonly #read = new Map<string, Promise<ReadPolicies>>();

  constructor(identities: IdentityPolicyReader, resources: ResourcePolicyReader) {
    this.#identities = identities;
    this.#resources = resources;
  }

  /** To be called when a policy may have been set, changed or taken away. */
  changed(): void {
    this.#read.clear();
  }

  ofRole(roleArn: string): Promise<ReadPolicies> {
    const name = roleArn.split("/").at(-1) ?? "";
    return this.#kept(`role ${roleArn}`, async () =>
      identityPolicies(`role ${name}`, await this.#identities.ofRole(name)),
    );
  }

  ofUser(name: string): Promise<ReadPolicies> {
    return this.#kept(`user ${name}`, async () =>
      identityPolicies(`user ${name}`, await this.#identities.ofUser(name)),
    );
  }

  /** The policies that were given to AssumeRole; undefined when none were. */
  async ofSession(session: RoleSession): Promise<ReadPolicies | undefined> {
    const { accessKeyId, inlinePolicy, managedPolicyArns } = session;
    if (inlinePolicy === undefined && managedPolicyArns.length === 0) return undefined;
    return this.#kept(`session ${accessKeyId}`, async () => {
      const managed = await Promise.all(
        managedPolicyArns.map((arn) => this.#identities.managed(arn)),
      );
      const inline = inlinePolicy === undefined ? [] : [{ name: "inline", json: inlinePolicy }];
      return parsed("session", "identity", [...inline, ...managed]);
    });
  }

  /** The policy of a resource, of a role the one that says who may assume it. */
  async ofResource(resource: string): Promise<ReadPolicies> {
    if (/^arn:[^:]+:iam::[^:]*:role\//.test(resource)) {
      const name = resource.split("/").at(-1) ?? "";
      return this.#kept(`trust ${resource}`, async () => {
        const trust = (await this.#identities.ofRole(name))?.trust;
        const texts = trust === undefined ? [] : [{ name: "trust policy", json: trust }];
        return parsed(`role ${name}`, "trust", texts);
      });
    }
    const owner = this.#resources.ownerOf(resource);
    if (owner === undefined) return NO_POLICIES;
    // Queues' policies are kept by the gateway itself: read each time, parsed when the text is new.
    return this.#kept(`resource ${owner}`, async () => {
      const json = await this.#resources.read(owner);
      const texts = json === undefined ? [] : [{ name: "policy", json }];
      return parsed(owner.split(":").slice(2).join(":"), "resource", texts);
    });
  }

  #kept(key: string, read: () => Promise<ReadPolicies>): Promise<ReadPolicies> {
    const known = this.#read.get(key);
    if (known) return known;
    const asked = read();
    this.#read.set(key, asked);
    // A failure is not worth keeping; it reaches whoever asked.
    asked.catch(() => this.#read.get(key) === asked && this.#read.delete(key));
    return asked;
  }
}

function identityPolicies(owner: string, read: IdentityPolicies | undefined): ReadPolicies {
  if (read === undefined) return NO_POLICIES;
  const { policies, problems } = parsed(owner, "identity", read.policies);
  const boundary = parsed(
    `${owner}, boundary`,
    "identity",
    read.boundary === undefined ? [] : [read.boundary],
  );
  return {
    policies,
    boundary: boundary.policies[0],
    problems: [...problems, ...boundary.problems],
  };
}

function parsed(owner: string, kind: PolicyKind, texts: readonly PolicyText[]): ReadPolicies {
  const policies: NamedPolicy[] = [];
  const problems: string[] = [];
  for (const { name, json } of texts) {
    try {
      policies.push(parsePolicy(json, `${owner}, ${name}`, kind));
    } catch (error) {
      if (!isSpillwayError(error)) throw error;
      problems.push(error.message);
    }
  }
  return { policies, boundary: undefined, problems };
}
