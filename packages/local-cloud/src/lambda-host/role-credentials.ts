import { AssumeRoleCommand, type STSClient } from "@aws-sdk/client-sts";
import { localCloudError } from "../errors.ts";

/** Temporary credentials of a function's role. */
export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** Credentials closer to their end than this are not handed out: no invocation may outlive them. */
export const CREDENTIALS_MARGIN_MS = 20 * 60_000;

/**
 * Credentials of functions' roles by `sts:AssumeRole`, one session per function, as Lambda names it,
 * kept until they come near their end.
 */
export class RoleCredentialsSource {
  readonly #client: STSClient;
  readonly #now: () => number;
  readonly #sessions = new Map<string, Promise<RoleCredentials>>();

  constructor(client: STSClient, now: () => number) {
    this.#client = client;
    this.#now = now;
  }

  async of(role: string, functionName: string): Promise<RoleCredentials> {
    const key = `${role} ${functionName}`;
    const held = await this.#sessions.get(key)?.catch(() => undefined);
    if (held && held.expiresAt - this.#now() > CREDENTIALS_MARGIN_MS) return held;
    const asked = this.#assume(role, functionName);
    this.#sessions.set(key, asked);
    return asked;
  }

  async #assume(role: string, functionName: string): Promise<RoleCredentials> {
    const { Credentials: credentials } = await this.#client.send(
      new AssumeRoleCommand({ RoleArn: role, RoleSessionName: functionName }),
    );
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = credentials ?? {};
    if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration) {
      throw localCloudError("ROLE_NOT_ASSUMED", `sts gave no credentials for ${role}`, {
        details: { role },
      });
    }
    return {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
      expiresAt: Expiration.getTime(),
    };
  }
}
