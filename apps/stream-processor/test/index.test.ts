import { lambdaContext, streamEvent } from "@spillway/testkit";
import { afterEach, expect, test, vi } from "vitest";

afterEach(() => vi.unstubAllEnvs());

async function problemsOf(env: Record<string, string>): Promise<unknown> {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  const all = { LOG_LEVEL: "SILENT", AWS_REGION: "us-east-1", ...env };
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value);
  vi.resetModules();
  const { handler } = await import("../src/index.ts");
  const failure = await handler(streamEvent([]), lambdaContext()).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: "SETTINGS_INVALID" });
  return (failure as { details: { problems: unknown } }).details.problems;
}

test("names everything that is wrong with the environment at once", async () => {
  expect(
    await problemsOf({
      AUDIT_BUCKET: "audit",
      AUDIT_PREFIX: "log",
      NOTICE_TOPIC_ARN: "changes",
      NOTICE_RULES: '[{"name":"a b","pattern":{}}]',
      FAILURE_POLICIES: '[{"error":"*","policy":"drop"}]',
      FAILURE_DESTINATION_ARN: "arn:aws:sns:x",
      CONCURRENCY: "0",
    }),
  ).toEqual({
    AUDIT_PREFIX: expect.stringContaining("expected a slash at the end"),
    NOTICE_TOPIC_ARN: expect.stringContaining("expected an ARN"),
    NOTICE_RULES: expect.stringMatching(/expected a name .*rule "a b": /),
    FAILURE_POLICIES: expect.stringContaining('came "drop"'),
    FAILURE_DESTINATION_ARN: expect.stringContaining("arn:aws:s3:::"),
    CONCURRENCY: expect.stringContaining('"0"'),
  });
});

test("takes no FIFO topic", async () => {
  const NOTICE_TOPIC_ARN = "arn:aws:sns:us-east-1:123456789012:changes.fifo";
  expect(await problemsOf({ AUDIT_BUCKET: "audit", NOTICE_TOPIC_ARN })).toEqual({
    NOTICE_TOPIC_ARN: expect.stringContaining("a standard topic"),
  });
});

test.each([
  [{}, "AUDIT_BUCKET"],
  [{ NOTICE_TOPIC_ARN: "arn:aws:sns:us-east-1:1:t" }, "AUDIT_BUCKET"],
  [
    { AUDIT_BUCKET: "a", NOTICE_RULES: '[{"name":"a","pattern":{"type":["insert"]}}]' },
    "NOTICE_TOPIC_ARN",
  ],
  [
    {
      NOTICE_TOPIC_ARN: "arn:aws:sns:us-east-1:1:t",
      NOTICE_RULES: '[{"name":"a","pattern":{"type":["insert"]}}]',
    },
    "NOTICE_TABLE",
  ],
  [
    { AUDIT_BUCKET: "a", FAILURE_POLICIES: '[{"error":"*","policy":"destination"}]' },
    "FAILURE_DESTINATION_ARN",
  ],
])("with %j what %s is for is missing", async (env, name) => {
  expect(Object.keys((await problemsOf(env)) as object)).toEqual([name]);
});
