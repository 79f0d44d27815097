import type { IncomingHttpHeaders } from "node:http";
import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import type { JwtSettings } from "../definition/http-api.ts";
import type { Authorized } from "./authorized.ts";

/** API Gateway takes algorithms based on RSA only. */
const ALGORITHMS = ["RS256", "RS384", "RS512"];

/** What of a request a token may stand in. */
export interface TokenBearer {
  readonly headers: IncomingHttpHeaders;
  readonly query: URLSearchParams;
}

export interface JwtAuthorizerOptions {
  /** The keys with which an issuer signs. */
  readonly keysOf: (issuer: string) => Promise<JWTVerifyGetKey>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Lets a request through whose token the issuer signed for one of the audiences, now, and, where the route
 * names scopes, with at least one of them.
 *
 * @param scopes those of the route
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export async function authorizedByJwt(
  request: TokenBearer,
  settings: JwtSettings,
  scopes: readonly string[],
  { keysOf, now }: JwtAuthorizerOptions,
): Promise<Authorized> {
  const token = tokenIn(request, settings.identitySource);
  if (token === undefined) return unauthorized("Bearer", "the request has no token");
  let claims: JWTPayload;
  try {
    const verified = await jwtVerify(token, await keysOf(settings.issuer), {
      algorithms: ALGORITHMS,
      issuer: settings.issuer,
      currentDate: new Date(now()),
      requiredClaims: ["exp"],
    });
    claims = verified.payload;
  } catch (error) {
    return invalid(reasonOf(error));
  }
  if (typeof claims.iat === "number" && claims.iat * 1_000 > now()) {
    return invalid("the token was issued in the future");
  }
  if (!isFor(claims, settings.audience)) {
    return invalid("the token does not have a valid audience");
  }
  const granted = scopesOf(claims);
  if (scopes.length > 0 && !scopes.some((scope) => granted.includes(scope))) {
    const needed = scopes.join(" ");
    const why = "the token does not have a scope of the route";
    const challenge = `Bearer scope="${needed}" error="insufficient_scope" error_description="${why}"`;
    const headers = { "www-authenticate": challenge };
    return { allowed: false, refusal: { status: 403, message: "Forbidden", why, headers } };
  }
  const told = Object.fromEntries(
    Object.entries(claims).map(([name, claim]) => [name, claimText(claim)]),
  );
  return {
    allowed: true,
    context: { jwt: { claims: told, scopes: scopes.length > 0 ? granted : null } },
    logged: Object.fromEntries(
      Object.entries(told).map(([name, claim]) => [`authorizer.claims.${name}`, claim]),
    ),
  };
}

/** The first place of the identity source that has a token; `Bearer` before it may be left out. */
function tokenIn({ headers, query }: TokenBearer, source: readonly string[]): string | undefined {
  for (const place of source) {
    const [, kind, name = ""] = /^\$request\.(header|querystring)\.(.+)$/.exec(place) ?? [];
    const found = kind === "header" ? headers[name.toLowerCase()] : query.get(name);
    if (typeof found === "string" && found !== "") return found.replace(/^bearer +/i, "");
  }
  return undefined;
}

/** By `aud`, or where there is none by `client_id`. */
function isFor({ aud, client_id: client }: JWTPayload, audience: readonly string[]): boolean {
  const named = aud === undefined ? [client].flat() : [aud].flat();
  return named.some((one) => typeof one === "string" && audience.includes(one));
}

/** In `scope` or `scp`, with blanks between, or as a list. */
function scopesOf({ scope, scp }: JWTPayload): readonly string[] {
  return [scope, scp]
    .flat()
    .flatMap((one) => (typeof one === "string" ? one.split(" ") : []))
    .filter((one) => one !== "");
}

/** Functions are told each claim as a text. */
function claimText(claim: unknown): string {
  if (Array.isArray(claim)) return `[${claim.join(" ")}]`;
  return typeof claim === "object" ? JSON.stringify(claim) : String(claim);
}

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return "the token has expired";
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error ? `${error.message}: ${cause.message}` : error.message;
}

function invalid(why: string): Authorized {
  const description = why.replaceAll('"', "'");
  const challenge = `Bearer scope="" error="invalid_token" error_description="${description}"`;
  return unauthorized(challenge, why);
}

function unauthorized(challenge: string, why: string): Authorized {
  const headers = { "www-authenticate": challenge.replaceAll(/[^\x20-\x7e]/g, "?") };
  return { allowed: false, refusal: { status: 401, message: "Unauthorized", why, headers } };
}
