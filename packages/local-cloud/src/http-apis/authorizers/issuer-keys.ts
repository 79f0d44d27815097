import { createRemoteJWKSet, type JWTVerifyGetKey } from "jose";
import { z } from "zod";

/** API Gateway keeps an issuer's keys for up to two hours. */
const KEPT_MS = 2 * 60 * 60 * 1_000;
const TIMEOUT_MS = 5_000;

const openIdConfiguration = z.object({ jwks_uri: z.url() });

/**
 * The keys of issuers of tokens, found as OpenID Connect says: the issuer's configuration names where they
 * are. They are kept; a key that is not among them is looked for once more.
 *
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html
 */
export class IssuerKeys {
  readonly #known = new Map<string, Promise<JWTVerifyGetKey>>();

  /** @throws Error when the issuer does not answer as it should */
  async of(issuer: string): Promise<JWTVerifyGetKey> {
    const known = this.#known.get(issuer);
    if (known !== undefined) return known;
    const found = discover(issuer);
    this.#known.set(issuer, found);
    // One that can't be reached now may be at the next request.
    found.catch(() => this.#known.delete(issuer));
    return found;
  }
}

async function discover(issuer: string): Promise<JWTVerifyGetKey> {
  const address = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`the issuer answers ${response.status} at ${address}`);
  const { jwks_uri: keys } = openIdConfiguration.parse(await response.json());
  return createRemoteJWKSet(new URL(keys), {
    cacheMaxAge: KEPT_MS,
    timeoutDuration: TIMEOUT_MS,
  });
}
