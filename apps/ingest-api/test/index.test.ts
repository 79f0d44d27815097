import { apiEvent, lambdaContext } from "@spillway/testkit";
import { afterEach, expect, test, vi } from "vitest";

afterEach(() => vi.unstubAllEnvs());

const ENVIRONMENT = {
  ...{ LOG_LEVEL: "SILENT", POWERTOOLS_METRICS_DISABLED: "true", AWS_REGION: "eu-west-1" },
  ...{ AWS_ACCESS_KEY_ID: "AKIAEXAMPLE", AWS_SECRET_ACCESS_KEY: "secret" },
  JOBS_TABLE: "jobs",
  CHUNK_QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/123456789012/chunks",
  INGEST_BUCKET: "ingest",
  TABLES: '{"Users":{"buffer_queue_url":null}}',
};

async function invoke(changes: Record<string, string>, line: string, body?: object) {
  for (const [name, value] of Object.entries({ ...ENVIRONMENT, ...changes })) {
    vi.stubEnv(name, value);
  }
  vi.resetModules();
  const { handler } = await import("../src/index.ts");
  return handler(apiEvent(line, { body }), lambdaContext());
}

test("names everything that is wrong with the environment at once", async () => {
  const changes = {
    ...{ JOBS_TABLE: "", CHUNK_QUEUE_URL: "chunks", INGEST_BUCKET: "", TABLES: "{}" },
    ...{ UPLOAD_SECONDS: "0", JOB_RETENTION_DAYS: "x", MAX_BODY_BYTES: "7000000" },
  };
  const failure = await invoke(changes, "GET /jobs").catch((error: unknown) => error);
  expect(failure).toMatchObject({
    code: "SETTINGS_INVALID",
    details: {
      problems: {
        JOBS_TABLE: "is missing",
        CHUNK_QUEUE_URL: expect.stringContaining("chunks"),
        INGEST_BUCKET: "is missing",
        TABLES: expect.stringContaining("a table at least"),
        UPLOAD_SECONDS: expect.any(String),
        JOB_RETENTION_DAYS: expect.any(String),
        MAX_BODY_BYTES: expect.any(String),
      },
    },
  });
});

test("answers what needs no client: the document, and where a file may be put", async () => {
  expect(await invoke({}, "GET /openapi.json")).toMatchObject({ statusCode: 200 });
  const upload = { name: "users.csv", bytes: 7 };
  const { statusCode, body } = await invoke({ UPLOAD_SECONDS: "60" }, "POST /uploads", upload);
  expect(statusCode).toBe(201);
  expect(JSON.parse(body).url).toMatch(
    /^https:\/\/ingest\.s3\.eu-west-1\.amazonaws\.com\/uploads\/.*Expires=60/,
  );
});

test("takes bodies up to its limit", async () => {
  const records = [{ text: "x".repeat(2_000) }];
  const answer = await invoke({ MAX_BODY_BYTES: "1000" }, "POST /jobs", {
    table: "Users",
    records,
  });
  expect(answer.statusCode).toBe(413);
});
