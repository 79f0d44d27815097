// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables are written so.
import { describe, expect, it } from "vitest";
import { decide, parsePolicy, permissionsOf, ruleKey } from "../src/index.ts";
import { ACCOUNT, allow, deny, identityPolicy, request, SESSION, TABLE, user } from "./requests.ts";

const isAllowed = (statement: object, changes: Parameters<typeof request>[0] = {}): boolean =>
  decide(request(changes), { identity: [identityPolicy(statement)] }).allowed;

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
describe("Action and NotAction", () => {
  it.each([
    ["dynamodb:PutItem", "dynamodb:PutItem", true],
    ["DynamoDB:putitem", "dynamodb:PutItem", true],
    ["dynamodb:Put*", "dynamodb:PutItem", true],
    ["dynamodb:*Item", "dynamodb:BatchWriteItem", true],
    ["dynamodb:???Item", "dynamodb:PutItem", true],
    ["dynamodb:???Item", "dynamodb:UpdateItem", false],
    ["dynamodb:Put", "dynamodb:PutItem", false],
    ["*", "sqs:SendMessage", true],
    ["sqs:*", "dynamodb:PutItem", false],
  ])("%s on %s: %s", (pattern, action, expected) => {
    expect(isAllowed(allow(pattern), { action })).toBe(expected);
    expect(isAllowed({ Effect: "Allow", NotAction: pattern, Resource: "*" }, { action })).toBe(
      !expected,
    );
  });

  it("NotAction means what none of the list matches", () => {
    const NotAction = ["iam:*", "dynamodb:Delete*"];
    const statement = { Effect: "Allow", NotAction, Resource: "*" };
    expect(isAllowed(statement)).toBe(true);
    expect(isAllowed(statement, { action: "dynamodb:DeleteItem" })).toBe(false);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
describe("Resource and NotResource", () => {
  const logs = `arn:aws:logs:eu-central-1:${ACCOUNT}:log-group:/aws/lambda/writer`;
  it.each([
    [TABLE, TABLE, true],
    [`${TABLE}/index/*`, `${TABLE}/index/by-day`, true],
    [`${TABLE}/index/*`, TABLE, false],
    [TABLE.toUpperCase().replace("ARN:AWS:DYNAMODB", "arn:aws:dynamodb"), TABLE, false],
    ["*", TABLE, true],
    ["*", "*", true],
    [TABLE, "*", false],
    ["arn:aws:dynamodb:*:*:table/orders", TABLE, true],
    // A wildcard stays within its part of the ARN …
    ["arn:aws:dynamodb:eu-*:table/orders:x", TABLE, false],
    ["arn:aws:*:eu-central-1:*:table/orders", TABLE, true],
    ["arn:aws:sqs:*:*:table/orders", TABLE, false],
    // … but the last part holds colons of its own.
    [`${logs}:*`, `${logs}:log-stream:2026/01/31`, true],
    [`arn:aws:logs:eu-central-1:${ACCOUNT}:*`, `${logs}:log-stream:2026/01/31`, true],
    [`${logs}:*`, `${logs}-other:log-stream:x`, false],
    ["arn:aws:s3:::audit-?/*", "arn:aws:s3:::audit-1/2026/01/31.json", true],
    ["arn:aws:s3:::audit-?/*", "arn:aws:s3:::audit-10/x", false],
  ])("%s on %s: %s", (pattern, resource, expected) => {
    const action = "x:Y";
    expect(isAllowed(allow("*", pattern), { action, resource })).toBe(expected);
    expect(
      isAllowed({ Effect: "Allow", Action: "*", NotResource: pattern }, { action, resource }),
    ).toBe(!expected);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
describe("policy variables", () => {
  const queue = (name: string) => `arn:aws:sqs:us-east-2:${ACCOUNT}:${name}`;
  const ofUser = (pattern: string, name: string, version = "2012-10-17") => {
    const Statement = allow("sqs:*", `arn:aws:sqs:us-east-2:*:${pattern}`);
    const policy = parsePolicy({ Version: version, Statement }, "p", "identity");
    const context = { "aws:PrincipalTag/team": "blue*", "aws:TagKeys": ["a", "b"] };
    const asked = { principal: user("path/alice"), action: "sqs:SendMessage", context };
    return decide(request({ ...asked, resource: queue(name) }), { identity: [policy] }).allowed;
  };
  it.each([
    ["${aws:username}-queue", "alice-queue", true],
    ["${AWS:UserName}-queue", "alice-queue", true],
    ["${aws:username}-queue", "bob-queue", false],
    ["${aws:username}-*", "alice-jobs", true],
    ["${aws:PrincipalAccount}", ACCOUNT, true],
    // What a variable brings is literal, a star too.
    ["${aws:PrincipalTag/team}", "blue*", true],
    ["${aws:PrincipalTag/team}", "blueberry", false],
    // A variable without a value matches nothing, unless it has a default.
    ["${aws:PrincipalTag/cost}", "", false],
    ["${aws:PrincipalTag/cost}*", "x", false],
    ["${aws:PrincipalTag/cost, 'none'}", "none", true],
    ["${aws:username, 'anonymous'}", "alice", true],
    ["${aws:username, 'anonymous'}", "anonymous", false],
    // A key of several values can't be one.
    ["${aws:TagKeys}", "a", false],
    ["a${*}b", "a*b", true],
    ["a${*}b", "axb", false],
    ["a${?}b", "a?b", true],
    ["a${?}b", "axb", false],
    ["a${$}b", "a$b", true],
  ])("%s on %s: %s", (pattern, name, expected) => {
    expect(ofUser(pattern, name)).toBe(expected);
  });

  it("are plain text in a policy of version 2008-10-17", () => {
    expect(ofUser("${aws:username}", "alice", "2008-10-17")).toBe(false);
    expect(ofUser("${aws:username}", "${aws:username}", "2008-10-17")).toBe(true);
  });
});

describe("what follows from the principal", () => {
  const holds = (key: string, value: string, principal: Parameters<typeof request>[0]) =>
    isAllowed({ ...allow("*"), Condition: { StringEquals: { [key]: value } } }, principal);
  it.each([
    ["aws:PrincipalArn", SESSION.roleArn, SESSION],
    ["aws:PrincipalType", "AssumedRole", SESSION],
    ["aws:PrincipalAccount", ACCOUNT, SESSION],
    ["aws:ResourceAccount", ACCOUNT, SESSION],
    ["aws:PrincipalIsAWSService", "false", SESSION],
    ["aws:PrincipalArn", user("alice").arn, user("alice")],
    ["aws:PrincipalType", "User", user("alice")],
    ["aws:username", "alice", user("alice")],
  ])("%s is %s", (key, value, principal) => {
    expect(holds(key, value, { principal })).toBe(true);
  });

  it("gives way to what the request says itself", () => {
    const context = { "AWS:principaltype": "Account" };
    expect(holds("aws:PrincipalType", "Account", { context })).toBe(true);
  });
});

describe("permissionsOf", () => {
  const policy = identityPolicy(
    {
      Sid: "Write",
      Effect: "Allow",
      Action: ["dynamodb:PutItem", "dynamodb:Batch*"],
      Resource: [TABLE, `${TABLE}/index/*`],
    },
    deny("dynamodb:DeleteTable"),
    { Effect: "Allow", NotAction: ["iam:*", "dynamodb:*"], NotResource: "arn:aws:s3:::secret" },
  );

  it("lists each action with each resource of what is allowed", () => {
    const rule = (action: string, resource: string) => ({
      policy: "identity",
      statement: 1,
      sid: "Write",
      action,
      resource,
    });
    expect(permissionsOf(policy)).toEqual([
      rule("dynamodb:PutItem", TABLE),
      rule("dynamodb:PutItem", `${TABLE}/index/*`),
      rule("dynamodb:Batch*", TABLE),
      rule("dynamodb:Batch*", `${TABLE}/index/*`),
      {
        policy: "identity",
        statement: 3,
        action: "not (iam:*, dynamodb:*)",
        resource: "not (arn:aws:s3:::secret)",
      },
    ]);
  });

  it.each([
    ["dynamodb:BatchWriteItem", `${TABLE}/index/by-day`, 3],
    ["sqs:SendMessage", `arn:aws:sqs:eu-central-1:${ACCOUNT}:q`, 4],
  ])("names the same rules as the decision for %s", (action, resource, place) => {
    const decision = decide(request({ action, resource }), { identity: [policy] });
    const granted = permissionsOf(policy)[place];
    expect(decision).toEqual({ allowed: true, by: [granted] });
  });

  it("has a key of its own for each", () => {
    const keys = permissionsOf(policy).map(ruleKey);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
