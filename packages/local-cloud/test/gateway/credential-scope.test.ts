import { describe, expect, it } from "vitest";
import { credentialScope } from "../../src/gateway/credential-scope.ts";

const signed = (scope: string) =>
  `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=00`;

describe("credentialScope", () => {
  it.each([
    ["AKID/20260101/us-east-1/dynamodb/aws4_request", "AKID", "us-east-1", "dynamodb"],
    ["AKID/20260101/eu-west-1/SQS/aws4_request", "AKID", "eu-west-1", "sqs"],
    ["a/b/20260101/us-east-1/lambda/aws4_request", "a/b", "us-east-1", "lambda"],
  ])("reads %s", (scope, accessKeyId, region, service) => {
    expect(credentialScope(signed(scope), "/")).toEqual({ accessKeyId, region, service });
  });

  it("reads the scope of a presigned URL", () => {
    const url = "/bucket/key?X-Amz-Credential=AKID%2F20260101%2Fus-east-1%2Fs3%2Faws4_request";
    expect(credentialScope(undefined, url)?.service).toBe("s3");
  });

  it.each([
    ["AWS AKID:c2lnbmF0dXJl", "/bucket/key"],
    [undefined, "/bucket/key?AWSAccessKeyId=AKID&Expires=1&Signature=00"],
  ])("reads the key of S3's old signature: %s %s", (authorization, url) => {
    expect(credentialScope(authorization, url)).toMatchObject({
      accessKeyId: "AKID",
      service: "s3",
    });
  });

  it.each([
    [undefined, "/"],
    ["Bearer token", "/"],
    [signed("AKID/20260101"), "/"],
    [signed("AKID/20260101///aws4_request"), "/"],
  ])("finds none in %s", (authorization, url) => {
    expect(credentialScope(authorization, url)).toBeUndefined();
  });
});
