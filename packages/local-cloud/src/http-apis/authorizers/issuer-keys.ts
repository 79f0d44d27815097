import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from "jose";
import * as z from "zod";
import { askMoto } from "./ask-moto.ts";

/** API Gateway keeps an issuer's keys for up to two hours. */
const KEPT_MS = 2 * 60 * 60 * 1_000;
const TIMEOUT_MS = 5_000;

const openIdConfiguration = z.object({ jwks_uri: z.url() });

/** A user pool of Cognito, which is moto's here. */
const USER_POOL = /^https:\/\/(cognito-idp\.[a-z0-9-]+\.amazonaws\.com)\/[\w-]+$/;

/**
 * The keys of issuers of tokens, found as OpenID Connect says: the issuer's configuration names where they
 * are; those of Cognito's user pools are moto's. They are kept; a key that is not among them is looked for
 * once more.
 *
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html
 */
export class IssuerKeys {
  readonly #known = new Map<string, Promise<JWTVerifyGetKey>>();
  readonly #moto: string;

  /** @param moto where moto answers */
  constructor(moto: string) {
    this.#moto = moto;
  }

  /** @throws Error when the issuer does not answer as it should */
  async of(issuer: string): Promise<JWTVerifyGetKey> {
    const known = this.#known.get(issuer);
    if (known !== undefined) return known;
    const found = this.#discover(issuer);
    this.#known.set(issuer, found);
    // One that can't be reached now may be at the next request.
    found.catch(() => this.#known.delete(issuer));
    return found;
  }

  async #discover(issuer: string): Promise<JWTVerifyGetKey> {
    const limits = { cacheMaxAge: KEPT_MS, timeoutDuration: TIMEOUT_MS };
    const [, cognito] = USER_POOL.exec(issuer) ?? [];
    if (cognito !== undefined) {
      return createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`), {
        ...limits,
        [customFetch]: (address) => askMoto(this.#moto, address),
      });
    }
    const address = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
    const response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) throw new Error(`the issuer answers ${response.status} at ${address}`);
    const { jwks_uri: keys } = openIdConfiguration.parse(await response.json());
    return createRemoteJWKSet(new URL(keys), limits);
  }
}
