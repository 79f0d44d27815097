import { describe, expect, it } from "vitest";
import { versionOf } from "../../src/lambda-host/alias.ts";
import { functionArn, functionReference } from "../../src/lambda-host/function-reference.ts";

describe("functionReference", () => {
  it.each([
    ["orders", { name: "orders" }],
    ["orders:live", { name: "orders", qualifier: "live" }],
    ["orders:$LATEST", { name: "orders", qualifier: "$LATEST" }],
    ["function:orders:7", { name: "orders", qualifier: "7" }],
    ["a:function:b:function:c", { name: "b:function:c" }],
    ["123456789012:function:orders", { name: "orders" }],
    ["123456789012:function:orders:7", { name: "orders", qualifier: "7" }],
    ["arn:aws:lambda:us-east-1:123456789012:function:orders", { name: "orders" }],
    [
      "arn:aws:lambda:us-east-1:123456789012:function:orders:live",
      { name: "orders", qualifier: "live" },
    ],
  ])("reads %s", (text, reference) => {
    expect(functionReference(text)).toEqual(reference);
  });

  it("reads what functionArn writes", () => {
    for (const reference of [{ name: "f" }, { name: "f", qualifier: "live" }]) {
      expect(functionReference(functionArn(reference, "eu-west-1"))).toEqual(reference);
    }
  });
});

describe("versionOf", () => {
  it.each([
    [{}, 0, "1"],
    [{ 2: 0.1 }, 0.05, "2"],
    [{ 2: 0.1 }, 0.1, "1"],
    [{ 2: 0.1, 3: 0.2 }, 0.25, "3"],
    [{ 2: 1 }, 0.999, "2"],
  ])("with the weights %o runs at %d version %s", (weights, at, version) => {
    expect(versionOf({ version: "1", weights }, at)).toBe(version);
  });
});
