import { describe, expect, it, vi } from "vitest";
import type {
  IdentityPolicies,
  IdentityPolicyReader,
} from "../../src/access/policies/identity-policies.ts";
import { PolicyStore } from "../../src/access/policies/policy-store.ts";
import type { ResourcePolicyReader } from "../../src/access/policies/resource-policies.ts";

const ROLE = "arn:aws:iam::123456789012:role/path/r";
const json = (Action: string) =>
  JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action, Resource: "*" } });

function storeOver(role: Partial<IdentityPolicies> | undefined) {
  const ofRole = vi.fn(async () =>
    role === undefined
      ? undefined
      : { policies: [], boundary: undefined, trust: undefined, ...role },
  );
  const managed = vi.fn(async (arn: string) => ({ name: arn, json: json("sqs:*") }));
  const read = vi.fn(async (): Promise<string | undefined> => undefined);
  const identities = { ofRole, managed } as unknown as IdentityPolicyReader;
  const resources = { read, ownerOf: (arn: string) => arn } as unknown as ResourcePolicyReader;
  return { store: new PolicyStore(identities, resources), ofRole, read };
}

describe("PolicyStore", () => {
  it("reads once, until policies change", async () => {
    const { store, ofRole } = storeOver({ policies: [{ name: "p", json: json("s3:*") }] });
    const [first, again] = await Promise.all([store.ofRole(ROLE), store.ofRole(ROLE)]);
    expect(again).toBe(first);
    expect(first.policies.map(({ name }) => name)).toEqual(["role r, p"]);
    expect(ofRole.mock.calls).toEqual([["r"]]);
    store.changed();
    await store.ofRole(ROLE);
    expect(ofRole).toHaveBeenCalledTimes(2);
  });

  it("does not keep a failure, nor what was read before a change", async () => {
    const { store, ofRole } = storeOver({});
    ofRole.mockRejectedValueOnce(new Error("down"));
    await expect(store.ofRole(ROLE)).rejects.toThrow("down");
    const before = store.ofRole(ROLE);
    store.changed();
    expect(await store.ofRole(ROLE)).not.toBe(await before);
  });

  it("has nothing for a role that is not there", async () => {
    expect(await storeOver(undefined).store.ofRole(ROLE)).toEqual({
      policies: [],
      boundary: undefined,
      problems: [],
    });
  });

  it("names a policy that can't be read, boundaries too", async () => {
    const { store } = storeOver({
      policies: [{ name: "p", json: "no JSON" }],
      boundary: { name: "b", json: '{"Statement":1}' },
    });
    const { problems } = await store.ofRole(ROLE);
    expect(problems).toHaveLength(2);
    expect(problems[0]).toMatch(/^role r, p: /);
    expect(problems[1]).toMatch(/^role r, boundary, b: /);
  });

  it("asks a role who may assume it, and a resource for its own policy", async () => {
    const trust = JSON.stringify({
      Version: "2012-10-17",
      Statement: {
        Effect: "Allow",
        Principal: { Service: "lambda.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    });
    const { store, read } = storeOver({ trust });
    expect((await store.ofResource(ROLE)).policies[0]?.kind).toBe("trust");
    expect((await store.ofResource("arn:aws:sqs:us-east-1:123456789012:q")).policies).toEqual([]);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it("knows what narrows a session, and that nothing does", async () => {
    const { store } = storeOver({});
    const session = {
      accessKeyId: "ASIA1",
      principal: { arn: "arn:s", accountId: "123456789012", roleArn: ROLE },
      userId: "u",
      expiresAt: 0,
      secretAccessKey: undefined,
      inlinePolicy: undefined,
      managedPolicyArns: [],
    };
    expect(await store.ofSession(session)).toBeUndefined();
    const narrowed = { ...session, inlinePolicy: json("sns:*"), managedPolicyArns: ["arn:m"] };
    expect((await store.ofSession(narrowed))?.policies.map(({ name }) => name)).toEqual([
      "session, inline",
      "session, arn:m",
    ]);
  });
});
