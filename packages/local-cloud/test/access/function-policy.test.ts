import { describe, expect, it } from "vitest";
import { functionPolicy } from "../../src/access/policies/function-policy.ts";

const policy = (Principal: unknown) =>
  JSON.stringify({ Version: "2012-10-17", Id: "default", Statement: [{ Sid: "s", Principal }] });

describe("functionPolicy", () => {
  it.each([
    ["arn:aws:iam::123456789012:role/r", { AWS: "arn:aws:iam::123456789012:role/r" }],
    ["123456789012", { AWS: "123456789012" }],
    ["*", "*"],
    [{ Service: "events.amazonaws.com" }, { Service: "events.amazonaws.com" }],
  ])("has the principal %o as %o", (given, expected) => {
    expect(JSON.parse(functionPolicy(policy(given)))).toEqual(JSON.parse(policy(expected)));
  });
});
