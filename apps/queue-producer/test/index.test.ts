import { lambdaContext } from "@spillway/testkit";
import { afterEach, expect, test, vi } from "vitest";

afterEach(() => vi.unstubAllEnvs());

test("the exported handler names everything that is wrong with its environment at once", async () => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  vi.stubEnv("LOG_LEVEL", "SILENT");
  vi.stubEnv("QUEUE_URL", "");
  vi.stubEnv("DISTRIBUTION_WINDOW_SECONDS", "901");
  vi.stubEnv("RECORD_TTL_SECONDS", "1.5");
  const { handler } = await import("../src/index.ts");
  const failure = await handler({}, lambdaContext()).catch((error: unknown) => error);
  expect(failure).toMatchObject({
    code: "SETTINGS_INVALID",
    details: {
      problems: {
        QUEUE_URL: "is missing",
        DISTRIBUTION_WINDOW_SECONDS: expect.stringMatching(
          /expected at most 900, .*SQS.*; came "901"/,
        ),
        RECORD_TTL_SECONDS: expect.stringContaining('"1.5"'),
      },
    },
  });
});
