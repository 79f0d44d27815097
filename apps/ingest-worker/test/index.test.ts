import { lambdaContext, sqsEvent } from "@spillway/testkit";
import { afterEach, expect, test, vi } from "vitest";

afterEach(() => vi.unstubAllEnvs());

test("names everything that is wrong with the environment at once", async () => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  const env = {
    ...{ LOG_LEVEL: "SILENT", AWS_REGION: "us-east-1", JOBS_TABLE: "jobs" },
    ...{ CHUNK_QUEUE_URL: "chunks", TABLES: '{"users":{}}', JOB_TOPIC_ARN: "jobs" },
    ...{ CHUNK_BYTES: "0", SHARE_PACE: "perhaps" },
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const { handler } = await import("../src/index.ts");
  const failure = await handler(sqsEvent([]), lambdaContext()).catch((error: unknown) => error);
  expect(failure).toMatchObject({
    code: "SETTINGS_INVALID",
    details: {
      problems: {
        CHUNK_QUEUE_URL: expect.stringContaining("chunks"),
        INGEST_BUCKET: expect.stringContaining("missing"),
        TABLES: expect.stringContaining("buffer_queue_url"),
        JOB_TOPIC_ARN: expect.stringContaining("expected the ARN of a topic"),
        CHUNK_BYTES: expect.stringContaining('"0"'),
        SHARE_PACE: expect.stringContaining('"perhaps"'),
      },
    },
  });
});
