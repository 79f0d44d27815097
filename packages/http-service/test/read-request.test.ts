import { apiEvent } from "@spillway/testkit";
import { describe, expect, it } from "vitest";
import { apiEventSchema } from "../src/index.ts";
import { callerOf } from "../src/request/caller.ts";
import { idempotencyKeySchema } from "../src/request/idempotency-key.ts";
import { cartApi } from "./cart-api.ts";

const event = (authorizer: object) =>
  apiEventSchema.parse(apiEvent("GET /carts/c7", { authorizer }));

describe("a caller", () => {
  const user = "arn:aws:iam::123456789012:user/ops/ada";
  const federated = "arn:aws:sts::123456789012:federated-user/ada";
  it.each([
    ["a user", { iam: { userArn: user } }, user],
    [
      "a role, whatever its session",
      { iam: { userArn: "arn:aws-cn:sts::123456789012:assumed-role/loader/a/b" } },
      "arn:aws-cn:sts::123456789012:assumed-role/loader",
    ],
    ["a federated user", { iam: { userArn: federated } }, federated],
    ["a token", { jwt: { claims: { iss: "https://id", sub: "7" } } }, "https://id 7"],
    [
      "a program's own token",
      { jwt: { claims: { iss: "https://id", client_id: "job" } } },
      "https://id job",
    ],
  ])("is %s", (_, authorizer, caller) => {
    expect(callerOf(event(authorizer), "role")).toBe(caller);
  });

  const role = "arn:aws:sts::123456789012:assumed-role/shoppers";
  const identity = (identityId: string | null) => ({
    iam: { userArn: `${role}/CognitoIdentityCredentials`, cognitoIdentity: { identityId } },
  });
  it.each([
    ["a user", { iam: { userArn: user } }, user],
    ["a session of a role", { iam: { userArn: `${role}/ann` } }, `${role}/ann`],
    ["another session of it", { iam: { userArn: `${role}/bob` } }, `${role}/bob`],
    ["an identity of a pool", identity("us-east-1:a1"), "us-east-1:a1"],
    ["another identity of it", identity("us-east-1:b2"), "us-east-1:b2"],
    ["a token", { jwt: { claims: { iss: "https://id", sub: "7" } } }, "https://id 7"],
  ])("is %s where sessions are told apart", (_, authorizer, caller) => {
    expect(callerOf(event(authorizer), "session")).toBe(caller);
  });

  it.each([
    ["no identity", identity(null)],
    ["an empty one", identity("")],
    ["no word of it", { iam: { userArn: `${role}/CognitoIdentityCredentials` } }],
  ])("is nobody of an identity pool with %s", (_, authorizer) => {
    expect(() => callerOf(event(authorizer), "session")).toThrow(
      expect.objectContaining({ code: "CALLER_UNKNOWN" }),
    );
  });

  it.each([
    ["no authorizer", {}],
    ["no ARN", { iam: { userArn: "" } }],
    ["a token without a subject", { jwt: { claims: { iss: "https://id" } } }],
    ["a subject that is no text", { jwt: { claims: { iss: "https://id", sub: 7 } } }],
  ])("is nobody with %s", (_, authorizer) => {
    expect(() => callerOf(event(authorizer), "role")).toThrow(
      expect.objectContaining({ code: "CALLER_UNKNOWN" }),
    );
  });
});

describe("an idempotency key", () => {
  it.each([
    ['"8e03978e-40d5-43dd-bc93-6894a57f9324"', "8e03978e-40d5-43dd-bc93-6894a57f9324"],
    ["nightly:2026-11-28/users.csv", "nightly:2026-11-28/users.csv"],
    ["k".repeat(255), "k".repeat(255)],
  ])("is read of %s", (header, key) => {
    expect(idempotencyKeySchema.parse(header)).toBe(key);
  });

  it.each(["", '""', "a b", "a,b", '"a', "é", "k".repeat(256)])("is not %j", (header) => {
    expect(idempotencyKeySchema.safeParse(header).success).toBe(false);
  });
});

describe("a request", () => {
  const problemsOf = async (request: object) => {
    const { body } = await cartApi().handle(request);
    const { problems, code } = JSON.parse(body);
    return problems ?? code;
  };
  const post = (body: unknown) => apiEvent("POST /carts/c7", { body });
  const base64 = (bytes: Uint8Array) => ({
    ...post(Buffer.from(bytes).toString("base64")),
    isBase64Encoded: true,
  });

  it.each([
    ["a parameter twice", apiEvent("GET /carts/c7?lines=1&lines=2"), "/query/lines", "once"],
    ["an unknown parameter", apiEvent("GET /carts/c7?sort=up"), "/query/sort", "not known"],
    ["a parameter of another kind", apiEvent("GET /carts/c7?lines=x"), "/query/lines", "number"],
    ["no body", apiEvent("POST /carts/c7"), "/body", "expected object"],
    ["no JSON", post("{"), "/body", "expected JSON"],
    ["no UTF-8", base64(Uint8Array.of(0x22, 0xff, 0x22)), "/body", "UTF-8"],
    ["a wrong type", post({ article: 7 }), "/body/article", "expected string, came number"],
  ])("is refused with %s", async (_, request, path, message) => {
    expect(await problemsOf(request)).toEqual([
      { path, message: expect.stringContaining(message) },
    ]);
  });

  it("is read of base64", async () => {
    const { statusCode } = await cartApi().handle(base64(Buffer.from('{"article":"é"}')));
    expect(statusCode).toBe(201);
  });

  it.each([
    ["application/json; charset=utf-8", undefined],
    ["APPLICATION/JSON", undefined],
    ["application/merge-patch+json", undefined],
    ["text/json", "MEDIA_TYPE_UNSUPPORTED"],
    ["application/jsonl", "MEDIA_TYPE_UNSUPPORTED"],
  ])("of %s", async (type, code) => {
    const headers = { "content-type": type };
    const request = apiEvent("POST /carts/c7", { body: { article: "a" }, headers });
    expect(await problemsOf(request)).toBe(code);
  });
});
