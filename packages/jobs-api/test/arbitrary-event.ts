import fc from "fast-check";
import { ROLE } from "./test-api.ts";

/** Whatever may come, and now and then what is almost right. */
const mostly = <Value>(usual: fc.Arbitrary<Value>, rare: fc.Arbitrary<Value>, weight = 9) =>
  fc.oneof({ arbitrary: usual, weight }, { arbitrary: rare, weight: 1 });

const method = mostly(
  fc.constantFrom("GET", "POST", "DELETE", "POST"),
  fc.oneof(fc.constantFrom("PUT", "HEAD", "OPTIONS", "TRACE", "CONNECT", "get"), fc.string()),
);

const jobId = mostly(fc.uuid(), fc.string());
const path = mostly(
  fc.oneof(
    fc.constantFrom("/jobs", "/jobs", "/jobs", "/jobs", "/uploads", "/openapi.json"),
    jobId.map((id) => `/jobs/${id}`),
    jobId.map((id) => `/jobs/${id}/rejects`),
  ),
  fc.oneof(
    fc.webPath(),
    fc.string({ unit: "binary" }),
    fc.constantFrom("/api/users/migrate", "", "//", "/jobs/", "/%ff"),
  ),
);

const query = mostly(
  fc.constant(""),
  fc.oneof(
    fc.webQueryParameters(),
    fc.string({ unit: "binary" }),
    fc.tuple(fc.constantFrom("limit", "after", "running"), fc.string()).map((p) => p.join("=")),
    fc.constantFrom("limit=5", "running=true", "limit=1&limit=2"),
  ),
  2,
);

const headers = fc
  .tuple(
    mostly(
      fc.constant({ "content-type": "application/json" }),
      fc.oneof(fc.constant({}), fc.record({ "content-type": fc.string() })),
    ),
    mostly(
      fc.constant({}),
      fc.record({ "idempotency-key": mostly(fc.string(), fc.constant("k"), 2) }),
      4,
    ),
    mostly(
      fc.constant({}),
      fc.record({ "content-encoding": fc.constantFrom("gzip", "identity") }),
      30,
    ),
    mostly(
      fc.constant({}),
      fc.dictionary(
        fc.string().map((name) => name.toLowerCase()),
        fc.string({ unit: "binary" }),
      ),
    ),
  )
  .map((parts): Record<string, string> => Object.assign({}, ...parts));

const value = fc.jsonValue({ maxDepth: 1 });
const records = fc.array(fc.dictionary(fc.string(), value, { maxKeys: 3 }), {
  ...{ minLength: 1, maxLength: 2 },
});
const tableName = mostly(fc.constantFrom("Users", "NoQueue"), fc.string());
const rightJob = fc.oneof(
  fc.constant({ table: "NoQueue", records: [{}], strategy: "buffered" }),
  fc.record({ table: tableName, records }),
  fc.record({
    table: tableName,
    source: fc.record(
      {
        bucket: fc.constant("uploads"),
        key: fc.string({ minLength: 1 }),
        format: fc.constantFrom("csv", "rejects"),
      },
      { requiredKeys: ["bucket", "key"] },
    ),
  }),
);
const options = fc.record(
  {
    keys: fc.record({ pk: fc.string(), sk: fc.string() }, { requiredKeys: [] }),
    rate: fc.oneof(fc.double(), fc.constantFrom("80%", "0%", "many")),
    strategy: fc.constantFrom("direct", "buffered", "spillover", "other"),
    spillAfterSeconds: fc.integer({ min: -1, max: 90_000 }),
    ttl: fc.record({ seconds: fc.integer() }),
    deletes: fc.boolean(),
    more: fc.anything(),
  },
  { requiredKeys: [] },
);
const job = fc
  .tuple(rightJob, mostly(fc.constant({}), options, 2))
  .map(([base, more]) => ({ ...base, ...more }));
const upload = fc.record({
  name: mostly(fc.constant("users.csv"), fc.string()),
  bytes: fc.integer(),
});

const text = mostly(
  fc.oneof(job, job, upload, fc.jsonValue({ maxDepth: 2 })).map((value) => JSON.stringify(value)),
  fc.oneof(
    fc.string({ unit: "binary" }),
    fc.json(),
    fc.constantFrom("", "{", "null", "[".repeat(500), '{"__proto__":1}', "12345678901234567890123"),
    fc.nat({ max: 30_000 }).map((length) => `"${"x".repeat(length)}"`),
  ),
  6,
);
const payload = fc.oneof(
  { arbitrary: text.map((body) => ({ body, isBase64Encoded: false })), weight: 12 },
  {
    arbitrary: text.map((body) => ({
      body: Buffer.from(body).toString("base64"),
      isBase64Encoded: true,
    })),
    weight: 2,
  },
  { arbitrary: fc.base64String().map((body) => ({ body, isBase64Encoded: true })), weight: 1 },
  { arbitrary: fc.constant({ isBase64Encoded: false }), weight: 2 },
);

const authorizer = mostly(
  fc.oneof(
    fc.constant({ iam: { userArn: ROLE } }),
    fc.constant({ jwt: { claims: { iss: "https://id.example", sub: "7" } } }),
  ),
  fc.oneof(fc.constant(undefined), fc.constant({}), fc.constant({ jwt: { claims: {} } })),
  20,
);

/** An event as API Gateway may send it: any method, path, query, headers, body and caller. */
export const arbitraryEvent = fc
  .tuple(method, path, query, headers, payload, authorizer)
  .map(([of, rawPath, rawQueryString, sent, body, found]) => ({
    ...{ version: "2.0", rawPath, rawQueryString, headers: sent, ...body },
    requestContext: {
      ...{ requestId: "request-1", http: { method: of } },
      ...(found === undefined ? {} : { authorizer: found }),
    },
  }));
