import { apiEvents, mostly } from "@spillway/testkit";
import fc from "fast-check";

const jobId = mostly(fc.uuid(), fc.string());
const lines = fc.oneof(
  { arbitrary: fc.constant("POST /jobs"), weight: 6 },
  fc.constantFrom("GET /jobs", "POST /uploads", "POST /api/users/migrate", "GET /openapi.json"),
  fc.tuple(fc.constantFrom("GET", "DELETE"), jobId).map(([method, id]) => `${method} /jobs/${id}`),
  jobId.map((id) => `GET /jobs/${id}/rejects`),
);
const queries = fc.oneof(
  fc.tuple(fc.constantFrom("limit", "after", "running"), fc.string()).map((p) => p.join("=")),
  fc.constantFrom("limit=5", "running=true", "limit=1&limit=2"),
);

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

/** An event that this API may be sent: anything, and often what is right or almost right. */
export const jobEvents = apiEvents({ lines, queries, bodies: fc.oneof(job, job, upload) });
