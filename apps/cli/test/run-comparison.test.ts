import { isSpillwayError } from "@spillway/errors";
import { afterEach, expect, test } from "vitest";
import { isAccountedFor } from "../src/compare/comparison.ts";
import { runComparison } from "../src/compare/run-comparison.ts";
import { createClients } from "../src/environment/clients.ts";
import { type FakeAws, fakeError } from "./fake-aws.ts";
import { startFakeEnvironment } from "./fake-environment.ts";
import { hurriedClock } from "./hurried-clock.ts";
import { outputsWith } from "./sample-comparison.ts";

let closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers) close();
  closers = [];
});

async function compare(aws: Promise<FakeAws>, options: { records?: number } = {}) {
  const fake = await aws;
  const clients = createClients({
    region: "us-east-1",
    endpoint: fake.endpoint,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  closers.push(
    () => clients.destroy(),
    () => void fake.close(),
  );
  const comparison = await runComparison({
    clients,
    outputs: outputsWith({ metric_period_seconds: 60 }),
    clock: hurriedClock(),
    random: () => 0.5,
    run: "run-1",
    timeoutSeconds: 120,
    metricsWaitSeconds: 60,
    onProgress: () => {},
    onMetricsWait: () => {},
    ...options,
  });
  return { comparison, fake };
}

test("every record of both sides is found by its key", async () => {
  const { comparison, fake } = await compare(startFakeEnvironment({ records: 250 }));
  for (const { figures } of Object.values(comparison.strategies)) {
    expect(figures).toMatchObject({ records: 250, written: 250, failed: 0, unaccounted: 0 });
  }
  expect(isAccountedFor(comparison)).toBe(true);
  expect(comparison.metricsComplete).toBe(true);
  const invoked = fake.calls.filter(({ operation }) => operation === "Invoke");
  expect(invoked.map(({ input }) => input)).toEqual([
    { run: "run-1", returnKeys: true },
    { run: "run-1", returnKeys: true },
  ]);
  const keys = fake.calls
    .filter(({ operation }) => operation === "BatchGetItem")
    .flatMap(({ input }) => Object.values(input.RequestItems as object))
    .map(({ Keys }) => Keys.length);
  expect(Math.max(...keys)).toBeLessThanOrEqual(100);
});

test("keys that DynamoDB leaves unprocessed are asked for again", async () => {
  const { comparison } = await compare(startFakeEnvironment({ records: 120, unprocessed: 40 }));
  expect(comparison.strategies.direct.figures).toMatchObject({ written: 120, unaccounted: 0 });
});

test("a record that is in the failure queue is failed, with its reason", async () => {
  const spike = { records: 200, directMissing: 23, directFailed: 23 };
  const { comparison } = await compare(startFakeEnvironment(spike));
  const { figures, outcome } = comparison.strategies.direct;
  expect(figures).toMatchObject({ written: 177, failed: 23, unaccounted: 0 });
  expect(outcome.failures).toEqual([
    { code: "ATTEMPTS_EXHAUSTED", message: "unprocessed after 8 attempts", records: 23 },
  ]);
  expect(isAccountedFor(comparison)).toBe(true);
});

test("a record that is nowhere is unaccounted for, and nothing is complete", async () => {
  const spike = { records: 200, directMissing: 5, directFailed: 3 };
  const { comparison } = await compare(startFakeEnvironment(spike));
  const { figures } = comparison.strategies.direct;
  expect(figures).toMatchObject({ written: 195, failed: 3, unaccounted: 2 });
  expect(figures.secondsToComplete).toBeNull();
  expect(isAccountedFor(comparison)).toBe(false);
});

test("a record that never got into the queue is failed by the producer's own account", async () => {
  const { comparison } = await compare(startFakeEnvironment({ records: 100, unsent: 1 }));
  const { figures, outcome } = comparison.strategies.buffered;
  expect(figures).toMatchObject({ written: 99, failed: 1, unaccounted: 0 });
  expect(outcome.failures).toEqual([
    { code: "SEND_REFUSED", message: "refused by SQS", records: 1 },
  ]);
});

test("a function that fails is that strategy's problem alone", async () => {
  const { comparison } = await compare(
    startFakeEnvironment({
      invokeDirect: () => ({
        headers: { "x-amz-function-error": "Unhandled" },
        body: { errorType: "FAILURES_LOST", errorMessage: "12 records are nowhere" },
      }),
    }),
  );
  expect(comparison.strategies.direct.outcome.problem).toMatchObject({
    code: "FUNCTION_FAILED",
    message: expect.stringContaining("FAILURES_LOST: 12 records are nowhere"),
  });
  expect(comparison.strategies.buffered.figures.written).toBe(250);
  expect(isAccountedFor(comparison)).toBe(false);
});

test("an answer of another form is that strategy's problem alone", async () => {
  const { comparison } = await compare(
    startFakeEnvironment({ invokeDirect: () => ({ body: { ok: true } }) }),
  );
  expect(comparison.strategies.direct.outcome.problem?.code).toBe("ANSWER_MALFORMED");
});

test.each([
  ["ResourceNotFoundException", "RESOURCE_NOT_FOUND"],
  ["AccessDeniedException", "ACCESS_DENIED"],
  ["ExpiredTokenException", "CREDENTIALS_EXPIRED"],
  ["UnrecognizedClientException", "CREDENTIALS_REFUSED"],
])("%s ends the comparison with %s", async (type, code) => {
  const failing = compare(
    startFakeEnvironment({ invokeDirect: () => fakeError(type, "refused", 403) }),
  );
  await expect(failing).rejects.toSatisfy((error) => isSpillwayError(error, code));
  await expect(failing).rejects.toThrow("could not invoke spillway-local-direct-writer");
});
