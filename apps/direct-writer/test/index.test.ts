import { lambdaContext } from "@spillway/testkit";
import { afterEach, expect, test, vi } from "vitest";

afterEach(() => vi.unstubAllEnvs());

test("the exported handler names everything that is wrong with its environment at once", async () => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  vi.stubEnv("LOG_LEVEL", "SILENT");
  vi.stubEnv("TABLE_NAME", "");
  vi.stubEnv("FAILURE_QUEUE_URL", "failures");
  vi.stubEnv("RECORD_TTL_SECONDS", "-1");
  vi.stubEnv("WRITE_CONCURRENCY", "many");
  vi.stubEnv("MAX_ATTEMPTS", "0");
  const { handler } = await import("../src/index.ts");
  const failure = await handler({}, lambdaContext()).catch((error: unknown) => error);
  expect(failure).toMatchObject({
    code: "SETTINGS_INVALID",
    details: {
      problems: {
        TABLE_NAME: "is missing",
        FAILURE_QUEUE_URL: expect.stringContaining('"failures"'),
        RECORD_TTL_SECONDS: expect.stringContaining('"-1"'),
        WRITE_CONCURRENCY: expect.stringContaining('"many"'),
        MAX_ATTEMPTS: expect.stringContaining('"0"'),
      },
    },
  });
});
