import { createHash, createHmac, type Hash, type Hmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalQuery, escapedPath } from "../src/canonical-query.ts";
import { RequestSigner } from "../src/request-signer.ts";

type Source = string | ArrayBuffer | ArrayBufferView;

const bytesOf = (data: Source): Buffer =>
  typeof data === "string"
    ? Buffer.from(data)
    : ArrayBuffer.isView(data)
      ? Buffer.from(data.buffer, data.byteOffset, data.byteLength)
      : Buffer.from(data);

/** What the SDK's signer asks of a hash. */
class Sha256 {
  readonly #hash: Hash | Hmac;
  constructor(secret?: Source) {
    this.#hash =
      secret === undefined ? createHash("sha256") : createHmac("sha256", bytesOf(secret));
  }
  update(data: Source): void {
    this.#hash.update(bytesOf(data));
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }
  reset(): void {}
}

const credentials = fc.record(
  {
    accessKeyId: fc.stringMatching(/^[A-Z0-9]{16,20}$/),
    secretAccessKey: fc.stringMatching(/^[A-Za-z0-9/+]{40}$/),
    sessionToken: fc.stringMatching(/^[A-Za-z0-9/+=]{40}$/),
  },
  { requiredKeys: ["accessKeyId", "secretAccessKey"], noNullPrototype: true },
);
const times = fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true });

test("signs as the SDK's own signer does", async () => {
  await fc.assert(
    fc.asyncProperty(
      credentials,
      fc.constantFrom("s3", "sns", "dynamodb"),
      fc.array(fc.tuple(times, fc.webPath(), fc.uint8Array()), { minLength: 1, maxLength: 3 }),
      async (given, service, requests) => {
        const region = "eu-west-1";
        const ours = new RequestSigner(given, region, service);
        const theirs = new SignatureV4({
          credentials: given,
          region,
          service,
          sha256: Sha256,
          uriEscapePath: false,
        });
        for (const [time, path, body] of requests) {
          const headers = { host: "h", "content-type": "a/b", "x-amz-target": "T" };
          const url = service === "s3" ? path || "/" : "/";
          const signed = ours.sign({ method: "PUT", path: url, headers, body }, time.getTime());
          const expected = await theirs.sign(
            {
              ...{ method: "PUT", protocol: "https:", hostname: "h", path: url, query: {} },
              headers: { ...headers },
              body,
            },
            { signingDate: new Date(Math.floor(time.getTime() / 1_000) * 1_000) },
          );
          expect(signed).toEqual(expected.headers);
        }
      },
    ),
  );
});

const queries = fc.array(fc.tuple(fc.string({ minLength: 1 }), fc.string()), { maxLength: 5 });
const toQuery = (entries: readonly (readonly [string, string])[]) => {
  const query: Record<string, string[]> = {};
  for (const [name, value] of entries) query[`q${name}`] = [...(query[`q${name}`] ?? []), value];
  return query;
};

test.each([
  [
    [
      ["a b", "1"],
      ["a", "2"],
    ],
    "a=2&a%20b=1",
  ],
  [
    [
      ["a", "2"],
      ["a", "1"],
    ],
    "a=1&a=2",
  ],
] as const)("sorts the query %j by name, then by value", (entries, expected) => {
  expect(canonicalQuery(entries)).toBe(expected);
});

test("signs a query as the SDK's own signer does", async () => {
  await fc.assert(
    fc.asyncProperty(credentials, times, queries, async (given, time, entries) => {
      const [region, service] = ["eu-west-1", "execute-api"];
      const theirs = new SignatureV4({ credentials: given, region, service, sha256: Sha256 });
      const headers = { host: "h" };
      const query = canonicalQuery(entries.map(([name, value]) => [`q${name}`, value]));
      const request = { method: "GET", path: "/jobs", query, headers, body: "" };
      const signed = new RequestSigner(given, region, service).sign(request, time.getTime());
      const expected = await theirs.sign(
        {
          ...{ method: "GET", protocol: "https:", hostname: "h", path: "/jobs" },
          ...{ query: toQuery(entries), headers: { ...headers }, body: "" },
        },
        { signingDate: new Date(Math.floor(time.getTime() / 1_000) * 1_000) },
      );
      expect(signed).toEqual(expected.headers);
    }),
  );
});

test("presigns as the SDK's own signer does", async () => {
  await fc.assert(
    fc.asyncProperty(credentials, times, fc.string(), async (given, time, key) => {
      const [region, service] = ["eu-west-1", "s3"];
      const path = `/${escapedPath(key)}`;
      const theirs = new SignatureV4({
        ...{ credentials: given, region, service, sha256: Sha256, uriEscapePath: false },
      });
      const headers = { host: "h", "content-length": "7" };
      const ours = new RequestSigner(given, region, service);
      const query = ours.presign({ method: "PUT", path, headers }, time.getTime(), 900);
      const { query: expected } = await theirs.presign(
        {
          ...{ method: "PUT", protocol: "https:", hostname: "h", path, query: {} },
          headers: { ...headers, "X-Amz-Content-Sha256": "UNSIGNED-PAYLOAD" },
        },
        {
          expiresIn: 900,
          signingDate: new Date(Math.floor(time.getTime() / 1_000) * 1_000),
        },
      );
      expect(Object.fromEntries(new URLSearchParams(query))).toEqual(expected);
    }),
  );
});
