import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AccessRequest, type Decision, decide, type Policies } from "../src/index.ts";
import {
  boundaryPolicy,
  identityPolicy,
  resourcePolicy,
  SESSION,
  sessionPolicy,
  TABLE,
  user,
} from "./requests.ts";

// Few words, so that statements and requests often meet.
const actions = fc.constantFrom("dynamodb:PutItem", "dynamodb:GetItem", "kms:Decrypt");
const resources = fc.constantFrom(TABLE, `${TABLE}/index/a`, "*");
const principals = fc.constantFrom(SESSION, user("alice"), user("eve", "999999999999"));

const statements = fc.record({
  Effect: fc.constantFrom<("Allow" | "Deny")[]>("Allow", "Allow", "Deny"),
  action: fc.record({
    not: fc.boolean(),
    list: fc.uniqueArray(fc.constantFrom("*", "dynamodb:*", "dynamodb:Put*", "kms:Decrypt"), {
      minLength: 1,
      maxLength: 2,
    }),
  }),
  resource: fc.record({
    not: fc.boolean(),
    list: fc.uniqueArray(fc.constantFrom("*", TABLE, `${TABLE}/*`), { minLength: 1 }),
  }),
  Condition: fc.constantFrom<object[]>(
    {},
    {},
    { Bool: { "aws:SecureTransport": "true" } },
    { StringNotEquals: { "aws:PrincipalTag/team": ["blue", "red"] } },
    { "ForAllValues:StringLike": { "dynamodb:Attributes": "a*" } },
  ),
  Principal: fc.constantFrom<unknown[]>(
    "*",
    { AWS: SESSION.arn },
    { AWS: SESSION.roleArn },
    { AWS: [SESSION.accountId, "999999999999"] },
    { Service: "sns.amazonaws.com" },
  ),
});
type Drawn = typeof statements extends fc.Arbitrary<infer T> ? T : never;

const toStatement = ({ action, resource, Effect, Condition }: Drawn) => ({
  Effect,
  [action.not ? "NotAction" : "Action"]: action.list,
  [resource.not ? "NotResource" : "Resource"]: resource.list,
  Condition,
});
const toResourceStatement = (drawn: Drawn) => ({
  ...toStatement(drawn),
  Principal: drawn.Principal,
});

const list = fc.array(statements, { minLength: 1, maxLength: 4 });
const drawnPolicies = fc.record(
  { identity: fc.array(list, { maxLength: 3 }), boundary: list, session: list, resource: list },
  { requiredKeys: ["identity"] },
);
type DrawnPolicies = typeof drawnPolicies extends fc.Arbitrary<infer T> ? T : never;

function toPolicies({ identity, boundary, session, resource }: DrawnPolicies): Policies {
  return {
    identity: identity.map((drawn) => identityPolicy(...drawn.map(toStatement))),
    ...(boundary && { boundary: boundaryPolicy(...boundary.map(toStatement)) }),
    ...(session && { session: [sessionPolicy(...session.map(toStatement))] }),
    ...(resource && { resource: resourcePolicy(...resource.map(toResourceStatement)) }),
  };
}

const requests: fc.Arbitrary<AccessRequest> = fc.record({
  principal: principals,
  action: actions,
  resource: resources,
  context: fc.record(
    {
      "aws:SecureTransport": fc.constantFrom("true", "false"),
      "aws:PrincipalTag/team": fc.constantFrom("blue", "green"),
      "dynamodb:Attributes": fc.subarray(["a", "ab", "b"]),
    },
    { requiredKeys: [] },
  ),
});

/** What a decision says, without which of several rules it names. */
const gist = (decision: Decision) =>
  decision.allowed
    ? { allowed: true, rules: decision.by.length }
    : decision.because === "explicit-deny"
      ? { denied: decision.policyType }
      : { missing: decision.missing };

const property = (check: (request: AccessRequest, drawn: DrawnPolicies) => void) =>
  fc.assert(fc.property(requests, drawnPolicies, check), { numRuns: 500 });

const reversed = (drawn: readonly Drawn[]) => [...drawn].reverse();

describe("decide", () => {
  it("never allows more because of one more Deny", () => {
    fc.assert(
      fc.property(requests, drawnPolicies, statements, (request, drawn, more) => {
        const deny: Drawn = { ...more, Effect: "Deny" };
        const before = decide(request, toPolicies(drawn));
        const places: DrawnPolicies[] = [
          { ...drawn, identity: [...drawn.identity, [deny]] },
          ...(drawn.boundary ? [{ ...drawn, boundary: [...drawn.boundary, deny] }] : []),
          ...(drawn.session ? [{ ...drawn, session: [...drawn.session, deny] }] : []),
          { ...drawn, resource: [...(drawn.resource ?? []), deny] },
        ];
        for (const place of places) {
          if (decide(request, toPolicies(place)).allowed) expect(before.allowed).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("never allows more without one of its Allows", () => {
    property((request, drawn) => {
      if (decide(request, toPolicies(drawn)).allowed) return;
      for (const [place, policy] of drawn.identity.entries()) {
        for (const [index, { Effect }] of policy.entries()) {
          if (Effect !== "Allow" || policy.length === 1) continue;
          const identity = drawn.identity.with(place, policy.toSpliced(index, 1));
          expect(decide(request, toPolicies({ ...drawn, identity })).allowed).toBe(false);
        }
      }
      const { resource } = drawn;
      for (const [index, { Effect }] of (resource ?? []).entries()) {
        if (resource === undefined || Effect !== "Allow" || resource.length === 1) continue;
        const fewer = { ...drawn, resource: resource.toSpliced(index, 1) };
        expect(decide(request, toPolicies(fewer)).allowed).toBe(false);
      }
    });
  });

  it("does not depend on the order of statements and policies", () => {
    property((request, drawn) => {
      const other: DrawnPolicies = {
        identity: [...drawn.identity].reverse().map(reversed),
        ...(drawn.boundary && { boundary: reversed(drawn.boundary) }),
        ...(drawn.session && { session: reversed(drawn.session) }),
        ...(drawn.resource && { resource: reversed(drawn.resource) }),
      };
      expect(gist(decide(request, toPolicies(other)))).toEqual(
        gist(decide(request, toPolicies(drawn))),
      );
    });
  });

  it("allows nothing that no Allow names, and names at least one where it allows", () => {
    property((request, drawn) => {
      const decision = decide(request, toPolicies(drawn));
      if (decision.allowed) expect(decision.by.length).toBeGreaterThan(0);
      const onlyDenies: DrawnPolicies = {
        identity: drawn.identity.map((policy) =>
          policy.map((drawnOne) => ({ ...drawnOne, Effect: "Deny" as const })),
        ),
      };
      expect(decide(request, toPolicies(onlyDenies)).allowed).toBe(false);
    });
  });
});
