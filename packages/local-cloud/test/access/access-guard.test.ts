import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { AccessGuard } from "../../src/access/access-guard.ts";
import { Callers } from "../../src/access/callers/callers.ts";
import type { IdentityPolicyReader } from "../../src/access/policies/identity-policies.ts";
import { PolicyStore } from "../../src/access/policies/policy-store.ts";
import type { ResourcePolicyReader } from "../../src/access/policies/resource-policies.ts";
import { UsageRecords } from "../../src/access/usage/usage-records.ts";
import type { Exchange } from "../../src/gateway/exchange.ts";

const ACCOUNT = "123456789012";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/r`;
const QUEUE = `arn:aws:sqs:us-east-1:${ACCOUNT}:q`;
const HOUR_MS = 3_600_000;

const allowing = (Action: string, Resource: string) =>
  JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action, Resource } });
const denying = (Resource: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: { Effect: "Deny", Principal: "*", Action: "*", Resource },
  });

/** Headers of a usual request of a session to SQS. */
const headersOf = (accessKeyId: string | undefined, operation: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/us-east-1/sqs/aws4_request`,
  "x-amz-target": `AmazonSQS.${operation}`,
  "x-amz-security-token": "t",
});

/** A guard of an account whose role and user `ann` may send to the queue. */
function guarded({ enforceAll = false, queuePolicy = "" } = {}) {
  const own = {
    policies: [{ name: "p", json: allowing("sqs:SendMessage", QUEUE) }],
    boundary: undefined,
    trust: undefined,
  };
  const identities = { ofRole: async () => own, ofUser: async () => own };
  const resources = {
    ownerOf: (arn: string) => arn,
    read: async () => queuePolicy || undefined,
  };
  const callers = new Callers({
    enforceAll,
    ownKey: "own",
    userOf: async (key) =>
      key === "ann" ? { arn: `arn:aws:iam::${ACCOUNT}:user/ann`, name: "ann", id: "A" } : undefined,
  });
  callers.add({
    accessKeyId: "session",
    principal: {
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/r/s`,
      accountId: ACCOUNT,
      roleArn: ROLE,
    },
    userId: "AROA:s",
    expiresAt: HOUR_MS,
    secretAccessKey: undefined,
    inlinePolicy: undefined,
    managedPolicyArns: [],
  });
  let now = 0;
  const usage = new UsageRecords(() => now);
  const guard = new AccessGuard({
    callers,
    policies: new PolicyStore(
      identities as unknown as IdentityPolicyReader,
      resources as unknown as ResourcePolicyReader,
    ),
    usage,
    tableKeys: { partitionKey: async () => undefined },
    keyAliases: { in: async () => new Map() },
    account: ACCOUNT,
    now: () => now,
  });
  /** The body of the answer that refuses a request to SQS; undefined when it passes. */
  const ask = async (
    accessKeyId: string | undefined,
    operation = "SendMessage",
    queue = "q",
    {
      body = JSON.stringify({ QueueUrl: `http://h/${ACCOUNT}/${queue}` }),
      headers = {},
      url = "/",
    } = {},
  ) => {
    const all: IncomingHttpHeaders = { ...headersOf(accessKeyId, operation), ...headers };
    const exchange = {
      service: "sqs",
      scope: accessKeyId && { accessKeyId, region: "us-east-1", service: "sqs" },
      method: "POST",
      path: "/",
      operation,
      request: { url, headers: all, socket: {} } as IncomingMessage,
      body: async () => Buffer.from(body),
    } as unknown as Exchange;
    const refusal = await guard.refusalOf(exchange);
    return refusal !== undefined && "body" in refusal ? refusal.body : undefined;
  };
  return {
    ask,
    usage,
    advance: (ms: number) => {
      now += ms;
    },
  };
}

describe("AccessGuard", () => {
  it("lets a session do what its role allows, and counts it", async () => {
    const { ask, usage } = guarded();
    expect(await ask("session")).toBeUndefined();
    expect(await ask("session", "SendMessageBatch")).toBeUndefined();
    const rule = { policy: "role r, p", statement: 1, action: "sqs:SendMessage", resource: QUEUE };
    expect(usage.useOf(ROLE, rule)).toMatchObject({ uses: 2 });
  });

  it.each([
    ["SendMessage", "other", "sqs:SendMessage", "not-allowed"],
    ["PurgeQueue", "q", "sqs:PurgeQueue", "not-allowed"],
    ["DoSomethingNew", "q", "sqs:DoSomethingNew", "unknown-operation"],
  ])("refuses a session %s on %s, and counts that", async (operation, queue, action, because) => {
    const { ask, usage } = guarded();
    expect(await ask("session", operation, queue)).toContain("is not authorized to perform");
    expect(usage.refusalsOf(ROLE)).toMatchObject([{ action, because, count: 1 }]);
  });

  it("refuses a session whose time is over", async () => {
    const { ask, advance } = guarded();
    advance(HOUR_MS);
    expect(await ask("session")).toContain("ExpiredTokenException");
  });

  it.each([
    ["an operation on what can't be read", { body: "{" }, "does not know which permission"],
    ["an action in two places", { url: "/?Action=PurgeQueue" }, "does not know which permission"],
    [
      "another service's operation",
      { headers: { "x-amz-target": "DynamoDB_20120810.SendMessage" } },
      "does not know which permission",
    ],
    ["no session token", { headers: { "x-amz-security-token": undefined } }, "Unrecognized"],
  ])("refuses a session %s", async (_, changes, expected) => {
    const { ask } = guarded();
    expect(await ask("session", "SendMessage", "q", changes)).toContain(expected);
  });

  it("lets a session's presigned address carry the token", async () => {
    const { ask } = guarded();
    const changes = {
      url: "/?X-Amz-Security-Token=t",
      headers: { "x-amz-security-token": undefined },
    };
    expect(await ask("session", "SendMessage", "other", changes)).not.toContain("Unrecognized");
  });

  it("leaves others free, whatever they do", async () => {
    const { ask } = guarded({ queuePolicy: denying(QUEUE) });
    for (const key of ["test", "ann", undefined])
      expect(await ask(key, "Anything")).toBe(undefined);
  });

  describe("that holds everybody", () => {
    it("holds a user to the user's own policies", async () => {
      const { ask } = guarded({ enforceAll: true });
      expect(await ask("ann")).toBeUndefined();
      expect(await ask("ann", "PurgeQueue")).toContain(`user/ann is not authorized`);
    });

    it("refuses keys that nobody has, and who has none", async () => {
      const { ask } = guarded({ enforceAll: true });
      for (const key of ["test", undefined]) {
        expect(await ask(key)).toContain("UnrecognizedClientException");
      }
    });

    it("lets root and the local cloud itself in, root as far as no resource denies it", async () => {
      const open = guarded({ enforceAll: true });
      const denied = guarded({ enforceAll: true, queuePolicy: denying(QUEUE) });
      expect(await open.ask("root", "PurgeQueue")).toBeUndefined();
      expect(await open.ask("root", "DoSomethingNew")).toBeUndefined();
      expect(await denied.ask("root", "PurgeQueue")).toContain("explicit deny");
      expect(await denied.ask("own", "PurgeQueue")).toBeUndefined();
    });
  });
});
