import { lambdaContext, sqsEvent } from "@spillway/testkit";
import { afterEach, expect, test, vi } from "vitest";

afterEach(() => vi.unstubAllEnvs());

test("the exported handler names everything that is wrong with its environment at once", async () => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  vi.stubEnv("LOG_LEVEL", "SILENT");
  vi.stubEnv("TABLE_NAME", " ");
  vi.stubEnv("QUEUE_URL", "buffer");
  vi.stubEnv("MAXIMUM_CONCURRENCY", "1");
  const { handler } = await import("../src/index.ts");
  const failure = await handler(sqsEvent([]), lambdaContext()).catch((error: unknown) => error);
  expect(failure).toMatchObject({
    code: "SETTINGS_INVALID",
    details: {
      problems: {
        TABLE_NAME: "is missing",
        QUEUE_URL: expect.stringContaining('"buffer"'),
        MAXIMUM_CONCURRENCY: expect.stringContaining('"1"'),
      },
    },
  });
});
