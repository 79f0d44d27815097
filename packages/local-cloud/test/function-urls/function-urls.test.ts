import { describe, expect, it } from "vitest";
import { functionUrlAddress, urlHost } from "../../src/function-urls/url-host.ts";

const host = { id: "abc", region: "us-east-1", domain: "abc.lambda-url.us-east-1.localhost" };

describe("urlHost", () => {
  it.each([
    ["abc.lambda-url.us-east-1.localhost:4566", host],
    ["ABC.lambda-url.us-east-1.on.aws", { ...host, domain: "abc.lambda-url.us-east-1.on.aws" }],
    ["127.0.0.1:4566", undefined],
    ["lambda-url.us-east-1.localhost", undefined],
  ])("reads %s", (header, expected) => {
    expect(urlHost(header)).toEqual(expected);
  });

  it("reads the address that is given out", () => {
    const address = functionUrlAddress("abc", "us-east-1", "http://127.0.0.1:4567");
    expect(address).toBe("http://abc.lambda-url.us-east-1.localhost:4567/");
    expect(urlHost(new URL(address).host)).toEqual(host);
  });
});
