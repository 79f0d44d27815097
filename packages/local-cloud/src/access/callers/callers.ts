import { ACCOUNT } from "../../account.ts";
import { KeptMap } from "../../persistence/kept-map.ts";
import type { RoleSession } from "./role-session.ts";

/** Who makes a request, by its access key. */
export type Caller =
  /** Nobody's policies are asked. */
  | { readonly kind: "free" }
  | { readonly kind: "role"; readonly session: RoleSession }
  | { readonly kind: "user"; readonly arn: string; readonly name: string; readonly id: string }
  /** The account's root: no identity policies, but a resource may deny it. */
  | { readonly kind: "root" }
  /** A key that nobody has, or no key at all. */
  | { readonly kind: "unknown" };

/** With `enforceAll` the account's root calls with this access key, which sets up everybody else. */
const ROOT_KEY = "root";

export interface CallersOptions {
  /** Whether those who are no session of a role are held to policies too. */
  readonly enforceAll: boolean;
  /** The local cloud's own access key: what it does for itself is always allowed. */
  readonly ownKey: string;
  /** Where sessions are kept; default in memory. */
  readonly sessions?: KeptMap<RoleSession>;
  /** The IAM user of an access key. */
  readonly userOf: (
    accessKeyId: string,
  ) => Promise<{ readonly arn: string; readonly name: string; readonly id: string } | undefined>;
}

/** Who signs with an access key. */
export interface Identity {
  readonly arn: string;
  /** The value of `aws:userid`. */
  readonly userId: string;
}

/** Anybody may sign with any key. */
const MOST_IDENTITIES = 1_000;

/** Knows the callers by their access keys. */
export class Callers {
  readonly #options: CallersOptions;
  // A session that is forgotten would be free: so none is, and each is small.
  readonly #sessions: KeptMap<RoleSession>;
  readonly #identities = new Map<string, Identity>();

  constructor(options: CallersOptions) {
    this.#options = options;
    this.#sessions = options.sessions ?? KeptMap.inMemory();
  }

  add(session: RoleSession): void {
    this.#sessions.set(session.accessKeyId, session);
  }

  /** The secret key of a session; undefined for a key that no session has. */
  secretOf(accessKeyId: string): string | undefined {
    return this.#sessions.get(accessKeyId)?.secretAccessKey;
  }

  /** The sessions' roles, each once. */
  roleArns(): ReadonlySet<string> {
    return new Set([...this.#sessions.entries()].map(([, { principal }]) => principal.roleArn));
  }

  /** Who signs with an access key: a session, an IAM user, and of a key that nobody has the account's root. */
  async identityOf(accessKeyId: string): Promise<Identity> {
    const session = this.#sessions.get(accessKeyId);
    if (session !== undefined) return { arn: session.principal.arn, userId: session.userId };
    const known = this.#identities.get(accessKeyId);
    if (known !== undefined) return known;
    const user = await this.#options.userOf(accessKeyId);
    const identity =
      user === undefined
        ? { arn: `arn:aws:iam::${ACCOUNT}:root`, userId: ACCOUNT }
        : { arn: user.arn, userId: user.id };
    if (this.#identities.size >= MOST_IDENTITIES) this.#identities.clear();
    this.#identities.set(accessKeyId, identity);
    return identity;
  }

  /** To be called when a user or an access key may have been made or deleted. */
  changed(): void {
    this.#identities.clear();
  }

  async of(accessKeyId: string | undefined): Promise<Caller> {
    const { enforceAll, ownKey, userOf } = this.#options;
    const session = accessKeyId === undefined ? undefined : this.#sessions.get(accessKeyId);
    if (session !== undefined) return { kind: "role", session };
    if (!enforceAll || accessKeyId === ownKey) return { kind: "free" };
    if (accessKeyId === ROOT_KEY) return { kind: "root" };
    const user = accessKeyId === undefined ? undefined : await userOf(accessKeyId);
    return user === undefined ? { kind: "unknown" } : { kind: "user", ...user };
  }
}
