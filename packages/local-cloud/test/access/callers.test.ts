import { describe, expect, it } from "vitest";
import { assumeRoleRoute } from "../../src/access/callers/assume-role-route.ts";
import { Callers } from "../../src/access/callers/callers.ts";
import { roleSession } from "../../src/access/callers/role-session.ts";
import type { Exchange } from "../../src/gateway/exchange.ts";
import type { Upstream } from "../../src/gateway/upstream.ts";

const ROLE = "arn:aws:iam::123456789012:role/path/r";
const ANSWER = `<AssumeRoleResponse><AssumeRoleResult><Credentials>
  <SessionToken>t</SessionToken><SecretAccessKey>s</SecretAccessKey>
  <Expiration>2026-01-01T01:00:00Z</Expiration><AccessKeyId>ASIA1</AccessKeyId>
  </Credentials><AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/r/me</Arn>
  <AssumedRoleId>AROA1:me</AssumedRoleId></AssumedRoleUser></AssumeRoleResult></AssumeRoleResponse>`;

const user = { arn: "arn:aws:iam::123456789012:user/ann", name: "ann", id: "AIDA1" };
const callers = (enforceAll: boolean) =>
  new Callers({
    enforceAll,
    ownKey: "own",
    userOf: async (key) => (key === "AKIA1" ? user : undefined),
  });

describe("roleSession", () => {
  it("reads what AssumeRole gave out, and what narrows it", () => {
    const form = new URLSearchParams({
      RoleArn: ROLE,
      Policy: "{}",
      "PolicyArns.member.1.arn": "arn:aws:iam::aws:policy/ReadOnlyAccess",
    });
    expect(roleSession(form, ANSWER)).toEqual({
      accessKeyId: "ASIA1",
      secretAccessKey: "s",
      principal: {
        arn: "arn:aws:sts::123456789012:assumed-role/r/me",
        accountId: "123456789012",
        roleArn: ROLE,
      },
      userId: "AROA1:me",
      expiresAt: Date.UTC(2026, 0, 1, 1),
      inlinePolicy: "{}",
      managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
    });
  });

  it.each(["", "<ErrorResponse/>"])("finds none in %o", (answer) => {
    expect(roleSession(new URLSearchParams({ RoleArn: ROLE }), answer)).toBeUndefined();
  });
});

describe("identityOf", () => {
  it("knows who signs with a key: a session, a user, or of a key that nobody has the root", async () => {
    const known = callers(false);
    const session = roleSession(new URLSearchParams({ RoleArn: ROLE }), ANSWER);
    if (session !== undefined) known.add(session);
    expect(await known.identityOf("ASIA1")).toEqual({
      arn: "arn:aws:sts::123456789012:assumed-role/r/me",
      userId: "AROA1:me",
    });
    expect(await known.identityOf("AKIA1")).toEqual({ arn: user.arn, userId: user.id });
    expect(await known.identityOf("test")).toEqual({
      arn: "arn:aws:iam::123456789012:root",
      userId: "123456789012",
    });
  });

  it("asks for a user once, until one may have changed", async () => {
    const asked: string[] = [];
    const known = new Callers({
      enforceAll: false,
      ownKey: "own",
      userOf: async (key) => {
        asked.push(key);
        return undefined;
      },
    });
    await known.identityOf("a");
    await known.identityOf("a");
    known.changed();
    await known.identityOf("a");
    expect(asked).toEqual(["a", "a"]);
  });
});

describe("assumeRoleRoute", () => {
  it.each([
    ["POST", "/", "Action=AssumeRole&RoleArn="],
    ["GET", "/?Action=AssumeRole&RoleArn=", ""],
    ["POST", "/", "Action=AssumeRoleWithSAML&RoleArn="],
  ])("knows the session from the first request on: %s %s", async (method, url, body) => {
    const known = callers(false);
    const moto = {
      fetch: async () => ({ status: 200, headers: {}, body: Buffer.from(ANSWER) }),
    } as unknown as Upstream;
    const exchange = {
      method,
      request: { url: url === "/" ? url : url + ROLE },
      body: async () => Buffer.from(body === "" ? "" : body + ROLE),
      answer: () => undefined,
    } as unknown as Exchange;
    await assumeRoleRoute(moto, known).handle(exchange);
    expect(await known.of("ASIA1")).toMatchObject({ kind: "role" });
  });
});

describe("Callers", () => {
  it("knows sessions, and leaves others free", async () => {
    const known = callers(false);
    const session = roleSession(new URLSearchParams({ RoleArn: ROLE }), ANSWER);
    if (session) known.add(session);
    expect(await known.of("ASIA1")).toEqual({ kind: "role", session });
    for (const key of ["test", "AKIA1", "own", "root", undefined]) {
      expect(await known.of(key)).toEqual({ kind: "free" });
    }
  });

  it.each([
    ["own", { kind: "free" }],
    ["root", { kind: "root" }],
    ["AKIA1", { kind: "user", ...user }],
    ["test", { kind: "unknown" }],
    [undefined, { kind: "unknown" }],
  ])("holds everybody when it is told to: %s", async (key, expected) => {
    expect(await callers(true).of(key)).toEqual(expected);
  });
});
