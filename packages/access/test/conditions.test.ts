// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables are written so.
import { describe, expect, it } from "vitest";
import { decide } from "../src/index.ts";
import { allow, identityPolicy, request } from "./requests.ts";

type Context = Readonly<Record<string, string | readonly string[]>>;

/** Whether a statement with this condition applies to a request with these keys. */
function holds(Condition: object, context: Context): boolean {
  const identity = [identityPolicy({ ...allow("*"), Condition })];
  return decide(request({ context }), { identity }).allowed;
}

const KEY = "x:key";

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
describe("condition operators", () => {
  it.each<[operator: string, policy: unknown, request: string, expected: boolean]>([
    ["StringEquals", "home/", "home/", true],
    ["StringEquals", "home/", "HOME/", false],
    ["StringEquals", "home/*", "home/alice", false],
    ["StringEqualsIgnoreCase", "home/", "HOME/", true],
    ["StringLike", ["", "home/", "home/*"], "home/alice/x", true],
    ["StringLike", ["", "home/"], "", true],
    ["StringLike", "home/?", "home/ab", false],
    ["StringLike", "HOME/*", "home/a", false],
    ["NumericEquals", 10, "10.0", true],
    ["NumericEquals", "10", "11", false],
    ["NumericEquals", "10", "ten", false],
    ["NumericLessThan", "10", "9.5", true],
    ["NumericLessThan", "10", "10", false],
    ["NumericLessThanEquals", "10", "10", true],
    ["NumericGreaterThan", "-1", "0", true],
    ["NumericGreaterThan", "10", "10", false],
    ["NumericGreaterThanEquals", "10", "10", true],
    ["NumericLessThan", ["1", "10"], "5", true],
    ["DateEquals", "2026-01-31T12:00:00Z", "2026-01-31T13:00:00+01:00", true],
    ["DateEquals", "1769860800", "2026-01-31T12:00:00Z", true],
    ["DateLessThan", "2026-01-31", "2026-01-30T23:59:59Z", true],
    ["DateLessThan", "2026-01-31", "2026-01-31T00:00:00Z", false],
    ["DateLessThanEquals", "2026-01-31", "2026-01-31T00:00:00Z", true],
    ["DateGreaterThan", "2020-01-01T00:00:01Z", "2026-01-31T00:00:00.5Z", true],
    ["DateGreaterThanEquals", "2026-01", "2026-01-01T00:00:00Z", true],
    ["DateGreaterThan", "2020-01-01T00:00:01Z", "yesterday", false],
    ["Bool", "false", "false", true],
    ["Bool", false, "FALSE", true],
    ["Bool", "true", "false", false],
    ["BinaryEquals", "QmluYXJ5VmFsdWVJbkJhc2U2NA==", "QmluYXJ5VmFsdWVJbkJhc2U2NA", true],
    ["BinaryEquals", "QmluYXJ5", "qmluYXJ5", false],
    ["IpAddress", "203.0.113.0/24", "203.0.113.255", true],
    ["IpAddress", "203.0.113.0/24", "203.0.114.0", false],
    ["IpAddress", "203.0.113.7", "203.0.113.7", true],
    ["IpAddress", "203.0.113.7", "203.0.113.8", false],
    ["IpAddress", ["203.0.113.0/24", "2001:DB8:1234:5678::/64"], "2001:db8:1234:5678::1", true],
    ["IpAddress", "2001:DB8:1234:5678::/64", "2001:db8:1234:5679::1", false],
    ["IpAddress", "0.0.0.0/0", "not an address", false],
    ["ArnLike", "arn:aws:sns:*:123456789012:*", "arn:aws:sns:eu-central-1:123456789012:t", true],
    ["ArnEquals", "arn:aws:sns:*:123456789012:*", "arn:aws:sns:eu-central-1:123456789012:t", true],
    ["ArnLike", "arn:aws:sns:*", "arn:aws:sns:eu-central-1:123456789012:t", false],
  ])("%s %j of %j: %s", (operator, policy, value, expected) => {
    expect(holds({ [operator]: { [KEY]: policy } }, { [KEY]: value })).toBe(expected);
    const negated = NEGATIONS[operator];
    if (negated !== undefined) {
      expect(holds({ [negated]: { [KEY]: policy } }, { [KEY]: value })).toBe(!expected);
    }
  });

  it("takes an ARN part by part, where a text would match (the page's example)", () => {
    const pattern = "arn:aws:someservice:*:111122223333:finance/*";
    const value =
      "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt";
    expect(holds({ StringLike: { [KEY]: pattern } }, { [KEY]: value })).toBe(true);
    expect(holds({ ArnLike: { [KEY]: pattern } }, { [KEY]: value })).toBe(false);
  });

  it("compares keys without regard to case", () => {
    expect(
      holds({ Bool: { "AWS:securetransport": "true" } }, { "aws:SecureTransport": "true" }),
    ).toBe(true);
  });

  it("asks for all operators and all keys of a block", () => {
    const block = {
      StringEquals: { "x:a": "1", "x:b": "2" },
      NumericLessThan: { "x:c": "3" },
    };
    expect(holds(block, { "x:a": "1", "x:b": "2", "x:c": "2" })).toBe(true);
    expect(holds(block, { "x:a": "1", "x:b": "no", "x:c": "2" })).toBe(false);
    expect(holds(block, { "x:a": "1", "x:b": "2", "x:c": "4" })).toBe(false);
  });

  it("fills in policy variables, and holds a negation where one has no value", () => {
    const tag = (operator: string) => ({ [operator]: { [KEY]: "${aws:PrincipalTag/team}" } });
    const blue = { [KEY]: "blue", "aws:PrincipalTag/team": "blue" };
    expect(holds(tag("StringEquals"), blue)).toBe(true);
    expect(holds(tag("StringNotEquals"), blue)).toBe(false);
    expect(holds(tag("StringEquals"), { [KEY]: "blue" })).toBe(false);
    expect(holds(tag("StringNotEquals"), { [KEY]: "blue" })).toBe(true);
  });
});

const NEGATIONS: Readonly<Record<string, string>> = {
  StringEquals: "StringNotEquals",
  StringEqualsIgnoreCase: "StringNotEqualsIgnoreCase",
  StringLike: "StringNotLike",
  NumericEquals: "NumericNotEquals",
  DateEquals: "DateNotEquals",
  IpAddress: "NotIpAddress",
  ArnEquals: "ArnNotEquals",
  ArnLike: "ArnNotLike",
};

describe("a key that the request lacks", () => {
  it.each([
    ["StringEquals", "a", false],
    ["StringNotEquals", "a", true],
    ["ArnNotLike", "arn:aws:s3:::x", true],
    ["NotIpAddress", "10.0.0.0/8", true],
    ["NumericLessThan", "1", false],
    ["Bool", "false", false],
    ["StringEqualsIfExists", "a", true],
    ["StringNotEqualsIfExists", "a", true],
    ["BoolIfExists", "true", true],
    ["Null", "true", true],
    ["Null", "false", false],
    ["ForAllValues:StringEquals", "a", true],
    ["ForAllValues:StringNotEquals", "a", true],
    ["ForAnyValue:StringEquals", "a", false],
    ["ForAnyValue:StringNotEquals", "a", false],
    ["ForAnyValue:StringEqualsIfExists", "a", true],
  ])("%s %s: %s", (operator, value, expected) => {
    expect(holds({ [operator]: { [KEY]: value } }, {})).toBe(expected);
  });

  it("IfExists tests a key that is there", () => {
    // The page's example: instances of types t1, t2 or m3, and resources that have no type.
    const block = { StringLikeIfExists: { "ec2:InstanceType": ["t1.*", "t2.*", "m3.*"] } };
    expect(holds(block, { "ec2:InstanceType": "t2.micro" })).toBe(true);
    expect(holds(block, { "ec2:InstanceType": "c5.large" })).toBe(false);
    expect(holds(block, {})).toBe(true);
  });

  it("Null sees a key that is there", () => {
    const block = { Null: { "aws:TokenIssueTime": "true" } };
    expect(holds(block, { "aws:TokenIssueTime": "2026-01-31T12:00:00Z" })).toBe(false);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
describe("several values", () => {
  it.each([
    ["StringEquals", ["a", "b"], "b", true],
    ["StringEquals", ["a", "b"], "c", false],
    // NOR: neither of them.
    ["StringNotEquals", ["a", "b"], "a", false],
    ["StringNotEquals", ["a", "b"], "c", true],
    ["NotIpAddress", ["10.0.0.0/8", "192.168.0.0/16"], "192.168.1.1", false],
    ["NotIpAddress", ["10.0.0.0/8", "192.168.0.0/16"], "172.16.0.1", true],
  ])("%s %j of %s: %s", (operator, policy, value, expected) => {
    expect(holds({ [operator]: { [KEY]: policy } }, { [KEY]: value })).toBe(expected);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
describe("several values in the request", () => {
  const LISTED = ["PostDateTime", "Message", "Tags"];
  it.each<[string, readonly string[], readonly string[], boolean]>([
    ["ForAllValues:StringLike", LISTED, ["PostDateTime", "Message"], true],
    ["ForAllValues:StringLike", LISTED, ["PostDateTime", "UserName"], false],
    ["ForAllValues:StringLike", LISTED, [], true],
    ["ForAllValues:StringLike", LISTED, [""], true],
    ["ForAnyValue:StringLike", ["ID", "PostDateTime"], ["UserName", "PostDateTime"], true],
    ["ForAnyValue:StringLike", ["ID", "PostDateTime"], ["UserName"], false],
    ["ForAnyValue:StringLike", ["ID", "*"], [""], false],
    ["ForAllValues:StringNotLike", ["secret*"], ["a", "b"], true],
    ["ForAllValues:StringNotLike", ["secret*"], ["a", "secret-1"], false],
    ["ForAnyValue:StringNotEquals", ["a", "b"], ["a", "c"], true],
    ["ForAnyValue:StringNotEquals", ["a", "b"], ["a", "b"], false],
    ["StringEquals", ["a"], ["b", "a"], true],
    ["StringNotEquals", ["a"], ["b", "a"], false],
  ])("%s %j of %j: %s", (operator, policy, values, expected) => {
    expect(holds({ [operator]: { [KEY]: policy } }, { [KEY]: values })).toBe(expected);
  });
});
