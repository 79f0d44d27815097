import { createClients } from "@spillway/aws-clients";
import { pricesOf } from "@spillway/capacity";
import { isSpillwayError } from "@spillway/errors";
import { hurriedClock } from "@spillway/testkit";
import { afterEach, expect, test } from "vitest";
import { isAccountedFor } from "../../src/compare/comparison.ts";
import { runComparison } from "../../src/compare/run-comparison.ts";
import type { Strategy } from "../../src/strategies/strategy.ts";
import { type FakeAws, fakeError } from "../fake-aws.ts";
import { startFakeEnvironment } from "../fake-environment.ts";
import { outputsWith, WITHOUT_SPILLOVER } from "./sample-comparison.ts";

let closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers) close();
  closers = [];
});

async function compare(aws: Promise<FakeAws>, change: Record<string, unknown> = {}) {
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
    outputs: outputsWith({ metric_period_seconds: 60, ...change }),
    clock: hurriedClock(),
    random: () => 0.5,
    run: "run-1",
    timeoutSeconds: 120,
    metricsWaitSeconds: 60,
    prices: pricesOf("us-east-1"),
    onProgress: () => {},
    onMetricsWait: () => {},
  });
  const of = (strategy: Strategy) => {
    const result = comparison.strategies[strategy];
    if (result === undefined) throw new Error(`${strategy} was not compared`);
    return result;
  };
  return { comparison, of, fake };
}

test("every record of each strategy is found by its key", async () => {
  const { comparison, fake } = await compare(startFakeEnvironment({ records: 250 }));
  expect(Object.keys(comparison.strategies)).toEqual(["direct", "buffered", "spillover"]);
  for (const { figures } of Object.values(comparison.strategies)) {
    expect(figures).toMatchObject({ records: 250, written: 250, failed: 0, unaccounted: 0 });
  }
  expect(isAccountedFor(comparison)).toBe(true);
  expect(comparison.metricsComplete).toBe(true);
  const invoked = fake.calls.filter(({ operation }) => operation === "Invoke");
  expect(invoked.map(({ input }) => input)).toEqual([
    { run: "run-1", returnKeys: true },
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
  const { of } = await compare(startFakeEnvironment({ records: 120, unprocessed: 40 }));
  expect(of("direct").figures).toMatchObject({ written: 120, unaccounted: 0 });
});

test("a record that is in the failure queue is failed, with its reason", async () => {
  const spike = { records: 200, directMissing: 23, directFailed: 23 };
  const { comparison, of } = await compare(startFakeEnvironment(spike));
  const { figures, outcome } = of("direct");
  expect(figures).toMatchObject({ written: 177, failed: 23, unaccounted: 0 });
  expect(outcome.failures).toEqual([
    { code: "ATTEMPTS_EXHAUSTED", message: "unprocessed after 8 attempts", records: 23 },
  ]);
  expect(isAccountedFor(comparison)).toBe(true);
});

test("a record that is nowhere is unaccounted for, and nothing is complete", async () => {
  const spike = { records: 200, directMissing: 5, directFailed: 3 };
  const { comparison, of } = await compare(startFakeEnvironment(spike));
  const { figures } = of("direct");
  expect(figures).toMatchObject({ written: 195, failed: 3, unaccounted: 2 });
  expect(figures.secondsToComplete).toBeNull();
  expect(isAccountedFor(comparison)).toBe(false);
});

test("a record that never got into the queue is failed by the producer's own account", async () => {
  const { of } = await compare(startFakeEnvironment({ records: 100, unsent: 1 }));
  const { figures, outcome } = of("buffered");
  expect(figures).toMatchObject({ written: 99, failed: 1, unaccounted: 0 });
  expect(outcome.failures).toEqual([
    { code: "SEND_REFUSED", message: "refused by SQS", records: 1 },
  ]);
});

test("a record that spilled is followed into its table, or into the queue that holds it", async () => {
  const spike = { records: 200, spilled: 80, spillFailed: 2, spillDead: 3 };
  const { comparison, of } = await compare(startFakeEnvironment(spike));
  const { figures, outcome } = of("spillover");
  expect(figures).toMatchObject({ queued: 80, written: 195, failed: 5, unaccounted: 0 });
  expect(outcome.failures).toEqual([
    expect.objectContaining({ code: "DEAD_LETTERED", records: 3 }),
    expect.objectContaining({ code: "ATTEMPTS_EXHAUSTED", records: 2 }),
  ]);
  expect(isAccountedFor(comparison)).toBe(true);
});

test.each([
  ["direct", 0],
  ["buffered", 200],
  ["spillover", 80],
] as const)("%s leaves %d of 200 records to a queue", async (strategy, queued) => {
  const { of } = await compare(startFakeEnvironment({ records: 200, spilled: 80 }));
  expect(of(strategy).figures.queued).toBe(queued);
});

test("an environment that was deployed without spillover compares the two that it has", async () => {
  const { comparison, fake } = await compare(startFakeEnvironment(), WITHOUT_SPILLOVER);
  expect(Object.keys(comparison.strategies)).toEqual(["direct", "buffered"]);
  expect(isAccountedFor(comparison)).toBe(true);
  expect(comparison.metricsComplete).toBe(true);
  expect(fake.calls.filter(({ operation }) => operation === "Invoke")).toHaveLength(2);
});

test("a function that fails is that strategy's problem alone", async () => {
  const { comparison, of } = await compare(
    startFakeEnvironment({
      invokeDirect: () => ({
        headers: { "x-amz-function-error": "Unhandled" },
        body: { errorType: "FAILURES_LOST", errorMessage: "12 records are nowhere" },
      }),
    }),
  );
  expect(of("direct").outcome.problem).toMatchObject({
    code: "FUNCTION_FAILED",
    message: expect.stringContaining("FAILURES_LOST: 12 records are nowhere"),
  });
  expect(of("buffered").figures.written).toBe(250);
  expect(isAccountedFor(comparison)).toBe(false);
});

test("an answer of another form is that strategy's problem alone", async () => {
  const { of } = await compare(
    startFakeEnvironment({ invokeDirect: () => ({ body: { ok: true } }) }),
  );
  expect(of("direct").outcome.problem?.code).toBe("ANSWER_MALFORMED");
});

test.each([
  ["ResourceNotFoundException", "RESOURCE_NOT_FOUND"],
  ["AccessDeniedException", "ACCESS_DENIED"],
  ["ExpiredTokenException", "CREDENTIALS_EXPIRED"],
  ["UnrecognizedClientException", "CREDENTIALS_INVALID"],
])("%s ends the comparison with %s", async (type, code) => {
  const failing = compare(
    startFakeEnvironment({ invokeDirect: () => fakeError(type, "refused", 403) }),
  );
  await expect(failing).rejects.toSatisfy((error) => isSpillwayError(error, code));
  await expect(failing).rejects.toThrow("could not invoke spillway-local-direct-writer");
});
