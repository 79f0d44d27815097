import { createLocalJWKSet, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { authorizedByIam } from "../../src/http-apis/authorizers/iam-authorizer.ts";
import { authorizedByJwt } from "../../src/http-apis/authorizers/jwt-authorizer.ts";
import { anExchange } from "./an-exchange.ts";

const ISSUER = "https://issuer.example";
const NOW = Date.parse("2026-03-12T19:00:00Z");
const seconds = (offset: number) => NOW / 1_000 + offset;

describe("authorizedByJwt", () => {
  const settings = {
    issuer: ISSUER,
    audience: ["spillway"],
    identitySource: ["$request.header.Authorization", "$request.querystring.token"],
  };
  let pair: Awaited<ReturnType<typeof generateKeyPair>>;
  let other: Awaited<ReturnType<typeof generateKeyPair>>;
  let keys: ReturnType<typeof createLocalJWKSet>;

  beforeAll(async () => {
    pair = await generateKeyPair("RS256");
    other = await generateKeyPair("RS256");
    keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: "k1" }] });
  });

  const good: JWTPayload = {
    iss: ISSUER,
    aud: "spillway",
    sub: "ann",
    exp: seconds(60),
    nbf: seconds(-60),
    iat: seconds(-60),
    scope: "jobs.read jobs.write",
  };
  const signed = (claims: JWTPayload, key = pair.privateKey) =>
    new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "k1" }).sign(key);
  const check = (
    token: string | undefined,
    { scopes = [], query = "" }: { scopes?: readonly string[]; query?: string } = {},
  ) =>
    authorizedByJwt(
      { headers: { authorization: token }, query: new URLSearchParams(query) },
      settings,
      scopes,
      { keysOf: async () => keys, now: () => NOW },
    );

  it("lets a good token through, in a header or in the address, and tells its claims as texts", async () => {
    const token = await signed({ ...good, groups: ["a", "b"], admin: true });
    expect(await check(`Bearer ${token}`)).toMatchObject({
      allowed: true,
      context: {
        jwt: {
          claims: { sub: "ann", groups: "[a b]", admin: "true", exp: String(seconds(60)) },
          scopes: null,
        },
      },
      logged: { "authorizer.claims.sub": "ann" },
    });
    expect(await check(token, { scopes: ["jobs.write", "x"] })).toMatchObject({
      allowed: true,
      context: { jwt: { scopes: ["jobs.read", "jobs.write"] } },
    });
    expect(await check(undefined, { query: `token=${token}` })).toMatchObject({ allowed: true });
    const { aud: _, ...rest } = good;
    expect(await check(await signed({ ...rest, client_id: "spillway" }))).toMatchObject({
      allowed: true,
    });
  });

  it.each<[string, JWTPayload, RegExp]>([
    ["has expired", { exp: seconds(-1) }, /expired/],
    ["is for later", { nbf: seconds(30) }, /nbf/],
    ["was issued in the future", { iat: seconds(30) }, /future/],
    ["is of another issuer", { iss: "https://other.example" }, /iss/],
    ["is for another audience", { aud: ["other"], client_id: "spillway" }, /audience/],
  ])("refuses a token that %s", async (_what, claims, why) => {
    const refused = await check(await signed({ ...good, ...claims }));
    expect(refused).toMatchObject({
      allowed: false,
      refusal: { status: 401, message: "Unauthorized", why: expect.stringMatching(why) },
    });
    expect(refused).toHaveProperty(
      "refusal.headers.www-authenticate",
      expect.stringMatching(/^Bearer scope="" error="invalid_token" error_description="/),
    );
  });

  it("refuses what is no token, none, one without an end, of another key or another algorithm", async () => {
    const { exp: _, ...endless } = good;
    const symmetric = await new SignJWT(good)
      .setProtectedHeader({ alg: "HS256", kid: "k1" })
      .sign(new TextEncoder().encode("a secret of thirty-two bytes or more"));
    const tokens = [
      undefined,
      "Bearer x.y.z",
      await signed(endless),
      await signed(good, other.privateKey),
      symmetric,
    ];
    for (const token of tokens) {
      expect(await check(token)).toMatchObject({ allowed: false, refusal: { status: 401 } });
    }
  });

  it("refuses a token without a scope of the route with 403", async () => {
    const refused = await check(await signed(good), { scopes: ["jobs.delete"] });
    expect(refused).toMatchObject({
      allowed: false,
      refusal: { status: 403, message: "Forbidden" },
    });
    expect(refused).toHaveProperty(
      "refusal.headers.www-authenticate",
      expect.stringContaining('scope="jobs.delete" error="insufficient_scope"'),
    );
  });
});

describe("authorizedByIam", () => {
  const resource = "arn:aws:execute-api:us-east-1:123456789012:abc/$default/POST/jobs";
  const credential = (scope: string) =>
    `AWS4-HMAC-SHA256 Credential=AKIA/20260312/${scope}/aws4_request, SignedHeaders=host, Signature=0`;
  const check = (authorization: string | undefined, refusal?: string) =>
    authorizedByIam(anExchange({ authorization }), resource, {
      callerRefusal: async (_exchange, needed) => {
        expect(needed).toEqual({ action: "execute-api:Invoke", resource });
        return refusal;
      },
      identityOf: async (key) => ({ arn: `arn:aws:iam::123456789012:user/${key}`, userId: "U1" }),
    });

  it("tells the function who signed", async () => {
    expect(await check(credential("us-east-1/execute-api"))).toMatchObject({
      allowed: true,
      context: {
        iam: {
          accessKey: "AKIA",
          accountId: "123456789012",
          userArn: "arn:aws:iam::123456789012:user/AKIA",
          userId: "U1",
        },
      },
    });
  });

  it.each([
    ["without a signature", undefined, undefined],
    ["with a garbled one", "AWS4-HMAC-SHA256 Credential=x", undefined],
    ["with a token", "Bearer x", undefined],
    ["for another service", credential("us-east-1/lambda"), undefined],
    ["for another region", credential("eu-west-1/execute-api"), undefined],
    ["of whom no policy lets", credential("us-east-1/execute-api"), "not authorized"],
  ])("refuses a request %s", async (_what, authorization, refusal) => {
    expect(await check(authorization, refusal)).toMatchObject({
      allowed: false,
      refusal: { status: 403, message: "Forbidden" },
    });
  });
});
