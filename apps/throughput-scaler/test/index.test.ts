import { lambdaContext, scheduledEvent } from "@spillway/testkit";
import { afterEach, expect, test, vi } from "vitest";

afterEach(() => vi.unstubAllEnvs());

test("is imported without an environment, and names everything that is wrong with it at once", async () => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  vi.stubEnv("LOG_LEVEL", "SILENT");
  const { handler } = await import("../src/index.ts");
  const env = {
    ...{ AWS_REGION: "us-east-1" },
    ...{ SCALED_TABLES: '{"orders":{"base":{"write":0}}}', NOTICE_TOPIC_ARN: "alarms" },
    ...{ SCALING_TARGET_PERCENT: "100", PREDICTION: "maybe", FREQUENT_RAISES_PER_HOUR: "0" },
    ...{ DYNAMODB_BASE_WRITE_CAPACITY: "60", DYNAMODB_SCALE_UP_FACTOR: "1" },
    ...{ DYNAMODB_SCALE_DOWN_DELAY_MINUTES: "-1", DYNAMODB_BASE_READ_CAPACITY: "many" },
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const failure = await handler(scheduledEvent(), lambdaContext()).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: "SETTINGS_INVALID" });
  expect((failure as { details: { problems: unknown } }).details.problems).toEqual({
    SCALING_STATE_TABLE: expect.stringContaining("missing"),
    SCALED_TABLES: expect.stringContaining("orders"),
    NOTICE_TOPIC_ARN: expect.stringContaining("expected the ARN of a topic"),
    SCALING_TARGET_PERCENT: expect.stringContaining('"100"'),
    PREDICTION: expect.stringContaining('"maybe"'),
    FREQUENT_RAISES_PER_HOUR: expect.stringContaining('"0"'),
    DYNAMODB_BASE_WRITE_CAPACITY: expect.stringContaining("DYNAMODB_MAX_WRITE_CAPACITY"),
    DYNAMODB_SCALE_UP_FACTOR: expect.stringContaining('"1"'),
    DYNAMODB_SCALE_DOWN_DELAY_MINUTES: expect.stringContaining('"-1"'),
    DYNAMODB_BASE_READ_CAPACITY: expect.stringContaining('"many"'),
  });
});
