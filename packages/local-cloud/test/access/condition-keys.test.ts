// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables are written so.
import { parsePolicy } from "@spillway/access";
import { describe, expect, it } from "vitest";
import { hasCondition, unknownConditionKey } from "../../src/access/policies/condition-keys.ts";

const policy = (key: string) =>
  parsePolicy(
    {
      Version: "2012-10-17",
      Statement: {
        Effect: "Allow",
        Action: "*",
        Resource: "*",
        Condition: { StringEquals: { [key]: "x" } },
      },
    },
    "p",
    "identity",
  );

describe("unknownConditionKey", () => {
  it.each([
    ["aws:SourceIp", "s3:GetObject"],
    ["AWS:sourceip", "s3:GetObject"],
    ["s3:prefix", "s3:ListBucket"],
    // Missing from this request on AWS too.
    ["ec2:Region", "s3:GetObject"],
    ["dynamodb:FullTableScan", "s3:GetObject"],
    ["dynamodb:LeadingKeys", "dynamodb:GetItem"],
  ])("%s can be judged for %s", (key, action) => {
    expect(unknownConditionKey(policy(key), action)).toBeUndefined();
  });

  it.each([
    ["aws:PrincipalOrgID", "s3:GetObject"],
    ["dynamodb:FullTableScan", "dynamodb:Scan"],
    ["s3:x-amz-acl", "s3:PutObject"],
  ])("%s can't be judged for %s", (key, action) => {
    expect(unknownConditionKey(policy(key), action)).toBe(key);
  });

  it("can't judge a key that has no value for the request", () => {
    const leading = policy("dynamodb:leadingkeys");
    const untold = ["dynamodb:LeadingKeys"];
    expect(unknownConditionKey(leading, "dynamodb:PartiQLSelect", untold)).toBe(
      "dynamodb:leadingkeys",
    );
  });

  const stating = (statement: object) =>
    parsePolicy(
      { Version: "2012-10-17", Statement: { Effect: "Deny", Action: "*", ...statement } },
      "p",
      "identity",
    );

  it.each([
    ["Resource", "arn:aws:s3:::b/${aws:PrincipalTag/team}/*", "aws:PrincipalTag/team"],
    ["NotResource", "arn:aws:s3:::b/${aws:PrincipalTag/team, 'none'}/*", "aws:PrincipalTag/team"],
    ["Resource", "arn:aws:s3:::b/${aws:username}/${aws:userid}/*", undefined],
    ["Resource", "arn:aws:s3:::b/${dynamodb:LeadingKeys}", undefined],
  ])("looks for variables in a %s: %s", (element, value, expected) => {
    expect(unknownConditionKey(stating({ [element]: value }), "s3:GetObject")).toBe(expected);
  });

  it("looks for variables in the values of conditions", () => {
    const Condition = { StringNotLike: { "s3:prefix": "${aws:PrincipalTag/team}/*" } };
    const policyWith = stating({ Resource: "*", Condition });
    expect(unknownConditionKey(policyWith, "s3:ListBucket")).toBe("aws:PrincipalTag/team");
  });
});

describe("hasCondition", () => {
  it.each([
    [["dynamodb:LeadingKeys"], true],
    [["s3:prefix", "DYNAMODB:leadingkeys"], true],
    [["s3:prefix"], false],
  ])("finds one of %j: %s", (keys, found) => {
    expect(hasCondition(policy("dynamodb:LeadingKeys"), keys)).toBe(found);
  });
});
