import { describe, expect, it } from "vitest";
import { presignedRefusal } from "../../src/access/presigned/presigned-refusal.ts";
import { credentialScope } from "../../src/gateway/credential-scope.ts";

const SIGNED_AT = Date.parse("2013-05-24T00:00:00Z");
/** The example of https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
const EXAMPLE = {
  "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
  "X-Amz-Credential": "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request",
  "X-Amz-Date": "20130524T000000Z",
  "X-Amz-Expires": "86400",
  "X-Amz-SignedHeaders": "host",
  "X-Amz-Signature": "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
};
const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

function refusal(
  changed: Readonly<Record<string, string | undefined>>,
  { method = "GET", path = "/test.txt", isSession = true, after = 0 } = {},
) {
  const parameters = Object.entries({ ...EXAMPLE, ...changed }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const query = new URLSearchParams(parameters);
  const scope = credentialScope(undefined, `/?${query}`);
  const request = { headers: { host: "examplebucket.s3.amazonaws.com" } };
  const answer = presignedRefusal(
    { service: "s3", scope, method, path, query, request } as Parameters<
      typeof presignedRefusal
    >[0],
    { secretOf: () => (isSession ? SECRET : undefined), now: () => SIGNED_AT + after },
  );
  if (answer === undefined) return undefined;
  const [, code] = /<Code>(.*)<\/Code>/.exec(String(answer.body)) ?? [];
  return `${answer.status} ${code}`;
}

describe("presignedRefusal", () => {
  it("lets AWS's example through, within its time", () => {
    expect(refusal({})).toBeUndefined();
    expect(refusal({}, { after: 86_400_000 })).toBeUndefined();
    expect(refusal({}, { after: 86_400_001 })).toBe("403 AccessDenied");
    expect(refusal({}, { after: -16 * 60_000 })).toBe("403 AccessDenied");
  });

  it.each([
    ["another method", {}, { method: "PUT" }],
    ["another object", {}, { path: "/other.txt" }],
    ["a longer time", { "X-Amz-Expires": "86401" }, {}],
    ["another parameter", { versionId: "1" }, {}],
    ["another signed header", { "X-Amz-SignedHeaders": "host;content-type" }, {}],
  ])("refuses %s than was signed for", (_what, changed, options) => {
    expect(refusal(changed, options)).toBe("403 SignatureDoesNotMatch");
    // Of a key that nobody was given here, the secret is not known.
    expect(refusal(changed, { ...options, isSession: false })).toBeUndefined();
  });

  it.each([
    { "X-Amz-Expires": undefined },
    { "X-Amz-Signature": undefined },
    { "X-Amz-Expires": "604801" },
    { "X-Amz-Expires": "-1" },
    { "X-Amz-Expires": "soon" },
    { "X-Amz-Date": "yesterday" },
  ])("refuses the malformed %o", (changed) => {
    expect(refusal(changed)).toBe("400 AuthorizationQueryParametersError");
  });

  it("ends the time of an address of version 2", () => {
    const query = new URLSearchParams({ AWSAccessKeyId: "AKIA", Signature: "x", Expires: "100" });
    const asked = { service: "s3", method: "GET", path: "/a", query, request: { headers: {} } };
    const at = (seconds: number) =>
      presignedRefusal(asked as Parameters<typeof presignedRefusal>[0], {
        secretOf: () => undefined,
        now: () => seconds * 1_000,
      })?.status;
    expect([at(99), at(101)]).toEqual([undefined, 403]);
  });

  it("says nothing to what is signed in a header, and to other services", () => {
    const query = new URLSearchParams();
    for (const asked of [
      { service: "s3", query, request: { headers: { authorization: "AWS4 …" } } },
      { service: "sqs", query, request: { headers: {} } },
      { service: undefined, query, request: { headers: {} } },
    ]) {
      const exchange = asked as Parameters<typeof presignedRefusal>[0];
      expect(presignedRefusal(exchange, { secretOf: () => SECRET, now: () => 0 })).toBeUndefined();
    }
  });
});
