// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables are written so.
import { describe, expect, it } from "vitest";
import { accessError, type PolicyKind, parsePolicy } from "../src/index.ts";

const QUEUE = "arn:aws:sqs:eu-central-1:123456789012:orders";
const SEND = { Effect: "Allow", Action: "sqs:SendMessage", Resource: QUEUE };
const ANYONE = { ...SEND, Principal: "*" };
const TRUST = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "x.com" } };

function problemsOf(document: unknown, kind: PolicyKind = "identity"): readonly string[] {
  try {
    parsePolicy(document as object, "role R, inline policy P", kind);
    return [];
  } catch (error) {
    if (accessError.is(error, "POLICY_INVALID")) return error.details.problems;
    throw error;
  }
}

const problemsOfStatement = (statement: unknown, kind: PolicyKind = "identity") =>
  problemsOf({ Version: "2012-10-17", Statement: statement }, kind);

describe("parsePolicy", () => {
  it.each<[string, unknown, PolicyKind]>([
    ["one statement without a list", SEND, "identity"],
    ["lists everywhere", [{ ...SEND, Action: ["sqs:*", "*"], Resource: [QUEUE, "*"] }], "identity"],
    ["the Not elements", { Effect: "Deny", NotAction: "iam:*", NotResource: QUEUE }, "identity"],
    [
      "a Sid that is empty, twice",
      [
        { ...SEND, Sid: "" },
        { ...SEND, Sid: "" },
      ],
      "identity",
    ],
    ["a service's Sid", { ...ANYONE, Sid: "__default_statement-ID" }, "resource"],
    [
      "an account, an ARN and everyone",
      { ...SEND, Principal: { AWS: ["123456789012", "arn:aws:iam::123456789012:role/R", "*"] } },
      "resource",
    ],
    [
      "the other kinds of principals",
      {
        ...SEND,
        Principal: { Service: ["a.com", "b.com"], Federated: "c.com", CanonicalUser: "d" },
      },
      "resource",
    ],
    [
      "NotPrincipal that denies",
      { ...SEND, Effect: "Deny", NotPrincipal: { AWS: "*" } },
      "resource",
    ],
    ["a trust policy without a resource", TRUST, "trust"],
    [
      "booleans and numbers in conditions",
      {
        ...SEND,
        Condition: {
          Bool: { "aws:SecureTransport": true },
          NumericLessThan: { "s3:max-keys": 10 },
        },
      },
      "identity",
    ],
  ])("takes %s", (_what, statement, kind) => {
    expect(problemsOfStatement(statement, kind)).toEqual([]);
  });

  it("takes text, and a document without a version as one of 2008", () => {
    expect(
      parsePolicy(JSON.stringify({ Id: "x", Statement: SEND }), "p", "identity"),
    ).toMatchObject({
      name: "p",
      document: { version: "2008-10-17", statements: [{ number: 1 }] },
    });
  });

  it.each<[string, unknown, PolicyKind, string]>([
    [
      "an unknown element",
      { ...SEND, Actoin: "x" },
      "identity",
      "expected the elements of a statement only; came Actoin",
    ],
    ["a statement that is none", "x", "identity", 'expected an object; came "x"'],
    [
      "no Effect",
      { Action: "*", Resource: "*" },
      "identity",
      "expected Effect Allow or Deny; came nothing",
    ],
    [
      "another Effect",
      { ...SEND, Effect: "allow" },
      "identity",
      'expected Effect Allow or Deny; came "allow"',
    ],
    [
      "a Sid with a space",
      { ...SEND, Sid: "a b" },
      "identity",
      'expected a Sid of letters and digits; came "a b"',
    ],
    ["a Sid that is no text", { ...SEND, Sid: 1 }, "identity", "expected a Sid as text; came 1"],
    [
      "no Action",
      { Effect: "Allow", Resource: "*" },
      "identity",
      "expected either Action or NotAction; came neither",
    ],
    [
      "both Actions",
      { ...SEND, NotAction: "*" },
      "identity",
      "expected either Action or NotAction; came both",
    ],
    [
      "no list of actions",
      { ...SEND, Action: [] },
      "identity",
      "expected Action to be text or a list of it; came []",
    ],
    [
      "an action without a service",
      { ...SEND, Action: ["SendMessage"] },
      "identity",
      'expected Action to be * or an action with the prefix of its service, such as sqs:SendMessage; came "SendMessage"',
    ],
    [
      "a wildcard for the service",
      { ...SEND, Action: "s*:Send" },
      "identity",
      'expected Action to be * or an action with the prefix of its service, such as sqs:SendMessage; came "s*:Send"',
    ],
    [
      "no Resource",
      { Effect: "Allow", Action: "*" },
      "identity",
      "expected either Resource or NotResource; came neither",
    ],
    [
      "a name for a resource",
      { ...SEND, Resource: "orders" },
      "identity",
      'expected Resource to be * or an ARN with all its six parts, and variables in the last one only; came "orders"',
    ],
    [
      "a short ARN",
      { ...SEND, Resource: "arn:aws:sqs:*" },
      "identity",
      'expected Resource to be * or an ARN with all its six parts, and variables in the last one only; came "arn:aws:sqs:*"',
    ],
    [
      "a variable in the account",
      { ...SEND, Resource: "arn:aws:sqs:*:${aws:PrincipalAccount}:x" },
      "identity",
      'expected Resource to be * or an ARN with all its six parts, and variables in the last one only; came "arn:aws:sqs:*:${aws:PrincipalAccount}:x"',
    ],
    [
      "an open variable",
      { ...SEND, Resource: "arn:aws:sqs:*:*:${aws:username" },
      "identity",
      'expected Resource to be a resource in which each variable is closed and has a key; came "arn:aws:sqs:*:*:${aws:username"',
    ],
    [
      "a Principal of an identity",
      ANYONE,
      "identity",
      'expected no Principal in an identity policy: whoever has it is meant; came "*"',
    ],
    [
      "no Principal of a resource",
      SEND,
      "resource",
      "expected either Principal or NotPrincipal; came neither",
    ],
    [
      "a Resource of a trust",
      { ...TRUST, Resource: "*" },
      "trust",
      'expected no Resource in a trust policy: its resource is the role; came "*"',
    ],
    [
      "NotPrincipal that allows",
      { ...SEND, NotPrincipal: "*" },
      "resource",
      "expected NotPrincipal with Effect Deny only; came Allow",
    ],
    [
      "a Principal without a kind",
      { ...SEND, Principal: "123456789012" },
      "resource",
      'expected Principal to be "*" or to name AWS, Service, Federated or CanonicalUser; came "123456789012"',
    ],
    [
      "another kind of Principal",
      { ...SEND, Principal: { Aws: "*" } },
      "resource",
      'expected AWS, Service, Federated or CanonicalUser with text; came {"Aws":"*"}',
    ],
    [
      "a pattern for a role",
      { ...SEND, Principal: { AWS: "arn:aws:iam::123456789012:role/*" } },
      "resource",
      'expected Principal AWS to be "*", an account or a whole ARN; came "arn:aws:iam::123456789012:role/*"',
    ],
    [
      "a condition that is none",
      { ...SEND, Condition: [] },
      "identity",
      "expected Condition to be an object; came []",
    ],
    [
      "an operator without keys",
      { ...SEND, Condition: { Bool: "true" } },
      "identity",
      'expected condition Bool to hold keys; came "true"',
    ],
    [
      "a key without a service",
      { ...SEND, Condition: { Bool: { SecureTransport: "true" } } },
      "identity",
      "expected condition Bool of SecureTransport to have a key with its service's prefix, such as aws:SourceArn",
    ],
    [
      "no value",
      { ...SEND, Condition: { StringEquals: { "x:y": [] } } },
      "identity",
      "expected condition StringEquals of x:y to be one value or more; came []",
    ],
    [
      "a value that is none",
      { ...SEND, Condition: { StringEquals: { "x:y": { a: 1 } } } },
      "identity",
      'expected condition StringEquals of x:y to be text, a number or a boolean; came {"a":1}',
    ],
    [
      "a number that is none",
      { ...SEND, Condition: { NumericEquals: { "x:y": "ten" } } },
      "identity",
      'expected condition NumericEquals of x:y to be a number; came "ten"',
    ],
    [
      "a date that is none",
      { ...SEND, Condition: { DateLessThan: { "x:y": "31.1.2026" } } },
      "identity",
      'expected condition DateLessThan of x:y to be a date such as 2026-01-31T12:00:00Z, or seconds since 1970; came "31.1.2026"',
    ],
    [
      "a boolean that is none",
      { ...SEND, Condition: { Bool: { "x:y": "yes" } } },
      "identity",
      'expected condition Bool of x:y to be true or false; came "yes"',
    ],
    [
      "a range that is none",
      { ...SEND, Condition: { IpAddress: { "x:y": "10.0.0.0/33" } } },
      "identity",
      'expected condition IpAddress of x:y to be an address or a range such as 203.0.113.0/24 or 2001:db8::/32; came "10.0.0.0/33"',
    ],
    [
      "a variable where none may be",
      { ...SEND, Condition: { NumericEquals: { "x:y": "${aws:EpochTime}" } } },
      "identity",
      'expected condition NumericEquals of x:y to be a number; came "${aws:EpochTime}"',
    ],
    [
      "Null with another value",
      { ...SEND, Condition: { Null: { "x:y": "maybe" } } },
      "identity",
      'expected condition Null of x:y to be true or false; came "maybe"',
    ],
  ])("refuses %s", (_what, statement, kind, expected) => {
    const sid = (statement as { Sid?: unknown }).Sid;
    const place = `statement 1${typeof sid === "string" ? ` (${sid})` : ""}`;
    expect(problemsOfStatement(statement, kind)).toContain(`${place}: ${expected}`);
  });

  it.each<[string, unknown, string]>([
    ["text that is no JSON", "{", "expected JSON; came text that is none"],
    ["no object", [], "expected an object; came []"],
    [
      "another version",
      { Version: "2026-01-01", Statement: SEND },
      'expected Version 2012-10-17 or 2008-10-17; came "2026-01-01"',
    ],
    [
      "another element",
      { Statement: SEND, Statements: [] },
      "expected Version, Id and Statement only; came Statements",
    ],
    ["no statements", { Statement: [] }, "expected one Statement or more; came none"],
    [
      "a Sid twice",
      {
        Statement: [
          { ...SEND, Sid: "A" },
          { ...SEND, Sid: "A" },
        ],
      },
      'expected each Sid once; came "A" more than once',
    ],
  ])("refuses %s", (_what, document, expected) => {
    expect(problemsOf(document).join()).toContain(expected);
  });

  it("says every problem, with the policy's name and each statement", () => {
    const Statement = [{ ...SEND, Sid: "One", Effect: "Maybe" }, SEND, { Effect: "Deny" }];
    expect(() => parsePolicy({ Statement }, "role R, inline policy P", "identity")).toThrow(
      'role R, inline policy P: statement 1 (One): expected Effect Allow or Deny; came "Maybe"; statement 3: expected either Action or NotAction; came neither; statement 3: expected either Resource or NotResource; came neither',
    );
  });

  it.each([
    "StringMatches",
    "stringequals",
    "StringEqualsIfExist",
    "ForSomeValues:StringEquals",
    "NullIfExists",
    "ForAllValues:Null",
    "toString",
  ])("refuses the operator %s by name", (operator) => {
    const statement = { ...SEND, Sid: "Odd", Condition: { [operator]: { "aws:x": "1" } } };
    expect(() => parsePolicy({ Statement: statement }, "P", "identity")).toThrow(
      expect.objectContaining({
        code: "CONDITION_OPERATOR_UNKNOWN",
        message: `P: statement 1 (Odd): expected a condition operator that IAM documents; came "${operator}"`,
      }),
    );
  });
});
