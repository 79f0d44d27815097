import { describe, expect, it } from "vitest";
import { decide, deniedMessage, parsePolicy, permissionsOf } from "../src/index.ts";

const principal = {
  arn: "arn:aws:sts::123456789012:assumed-role/writer/writer",
  accountId: "123456789012",
  roleArn: "arn:aws:iam::123456789012:role/writer",
};
const table = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders";
const policy = parsePolicy(
  {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Write",
        Effect: "Allow",
        Action: ["dynamodb:PutItem", "dynamodb:Batch*"],
        Resource: table,
      },
    ],
  },
  "role writer, inline policy function",
  "identity",
);

describe("decide", () => {
  it("names the rules that allow", () => {
    const request = { principal, action: "dynamodb:BatchWriteItem", resource: table, context: {} };
    expect(decide(request, { identity: [policy] })).toEqual({
      allowed: true,
      by: [permissionsOf(policy)[1]],
    });
  });

  it("refuses another table in AWS's words", () => {
    const request = { principal, action: "dynamodb:PutItem", resource: `${table}2`, context: {} };
    const decision = decide(request, { identity: [policy] });
    if (decision.allowed) throw new Error("allowed");
    expect(deniedMessage(request, decision)).toBe(
      "User: arn:aws:sts::123456789012:assumed-role/writer/writer is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:eu-central-1:123456789012:table/orders2 because no identity-based policy allows the dynamodb:PutItem action",
    );
  });
});
