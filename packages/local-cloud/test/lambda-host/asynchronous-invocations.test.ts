import { ManualClock } from "@spillway/testkit";
import { describe, expect, it } from "vitest";
import type { EventSettings } from "../../src/lambda-host/asynchronous/event-settings.ts";
import type { FinishedEvent } from "../../src/lambda-host/asynchronous/finished-event.ts";
import { AsynchronousInvocations } from "../../src/lambda-host/asynchronous-invocations.ts";
import type { InvocationResult } from "../../src/lambda-host/lambda-host.ts";

const ran = (failed: boolean): InvocationResult => ({
  kind: "ran",
  failed,
  requestId: "r",
  version: "$LATEST",
  payload: Buffer.from(failed ? '{"errorMessage":"no"}' : '"yes"'),
  durationMs: 1,
  logTail: "",
});
const throttled: InvocationResult = {
  kind: "throttled",
  reason: "ConcurrentInvocationLimitExceeded",
};
const HOUR_MS = 3_600_000;
const defaults: EventSettings = {
  retries: 2,
  maximumAgeMs: 6 * HOUR_MS,
  onSuccess: undefined,
  onFailure: undefined,
  deadLetterArn: undefined,
  reservedConcurrency: undefined,
};

/** A queue whose function answers with `results` in turn, then always with the last. */
function queueWith(results: InvocationResult[], settings: Partial<EventSettings> = {}) {
  const clock = new ManualClock();
  const invokedAt: number[] = [];
  const requestIds = new Set<string | undefined>();
  const dropped: string[] = [];
  const finished: FinishedEvent[] = [];
  const observed: string[] = [];
  const queue = new AsynchronousInvocations({
    region: "us-east-1",
    clock,
    invoke: async (_function, _payload, options) => {
      const result = results[Math.min(invokedAt.length, results.length - 1)] ?? ran(false);
      invokedAt.push(clock.now());
      requestIds.add(options?.requestId);
      return result;
    },
    settingsOf: async () => ({ ...defaults, ...settings }),
    retryAfterMs: 60_000,
    onFinished: async (_function, _settings, event) => {
      finished.push(event);
    },
    observe: (_name, metric, value) => observed.push(`${metric} ${value}`),
    onDropped: (_name, why) => dropped.push(why),
  });
  return { clock, queue, invokedAt, requestIds, dropped, finished, observed };
}

const accept = (queue: AsynchronousInvocations, qualifier?: string) =>
  queue.accept({ name: "f", qualifier }, Buffer.from("{}"));

describe("AsynchronousInvocations", () => {
  it("invokes once what succeeds", async () => {
    const { clock, queue, invokedAt, dropped, finished } = queueWith([ran(false)]);
    const requestId = accept(queue);
    await clock.advance(600_000);
    expect(invokedAt).toEqual([0]);
    expect(dropped).toEqual([]);
    expect(finished).toMatchObject([
      {
        requestId,
        functionArn: "arn:aws:lambda:us-east-1:123456789012:function:f:$LATEST",
        condition: "Success",
        invokeCount: 1,
        response: { statusCode: 200, executedVersion: "$LATEST", failed: false },
      },
    ]);
  });

  it("retries after one minute, after two more, then gives up, all with one request id", async () => {
    const { clock, queue, invokedAt, requestIds, dropped, finished } = queueWith([ran(true)]);
    const requestId = accept(queue, "live");
    await clock.advance(600_000);
    expect(invokedAt).toEqual([0, 60_000, 180_000]);
    expect([...requestIds]).toEqual([requestId]);
    expect(dropped).toEqual(["its retries are used up"]);
    expect(finished).toMatchObject([{ condition: "RetriesExhausted", invokeCount: 3 }]);
    expect(finished[0]?.functionArn).toMatch(/:f:live$/);
  });

  it.each([
    [0, [0]],
    [1, [0, 60_000]],
  ])("retries %i times when the function says so", async (retries, expected) => {
    const { clock, queue, invokedAt } = queueWith([ran(true)], { retries });
    accept(queue);
    await clock.advance(600_000);
    expect(invokedAt).toEqual(expected);
  });

  it("gives up an event that would be too old at its next attempt", async () => {
    const { clock, queue, invokedAt, finished } = queueWith([ran(true)], { maximumAgeMs: 60_000 });
    accept(queue);
    await clock.advance(600_000);
    expect(invokedAt).toEqual([0, 60_000]);
    expect(finished).toMatchObject([{ condition: "EventAgeExceeded", invokeCount: 2 }]);
  });

  it("waits longer and longer while throttled, without using up retries", async () => {
    const { clock, queue, invokedAt, dropped } = queueWith([
      throttled,
      throttled,
      throttled,
      ran(false),
    ]);
    accept(queue);
    await clock.advance(600_000);
    expect(invokedAt).toEqual([0, 1_000, 3_000, 7_000]);
    expect(dropped).toEqual([]);
  });

  it("drops an event that stays throttled for six hours", async () => {
    const { clock, queue, invokedAt, dropped, finished } = queueWith([throttled]);
    accept(queue);
    await clock.advance(7 * HOUR_MS);
    expect(dropped).toEqual(["it would grow older than its maximum age"]);
    expect(invokedAt.at(-1)).toBeLessThanOrEqual(6 * HOUR_MS);
    expect(finished).toMatchObject([
      { condition: "EventAgeExceeded", invokeCount: 0, response: { statusCode: 429 } },
    ]);
  });

  it("gives up at once where nothing may ever run", async () => {
    const { clock, queue, invokedAt, finished } = queueWith([throttled], {
      reservedConcurrency: 0,
    });
    accept(queue);
    await clock.advance(1_000);
    expect(invokedAt).toEqual([0]);
    expect(finished).toMatchObject([
      { condition: "ZeroReservedConcurrency", invokeCount: 0, response: undefined },
    ]);
  });

  it("says nothing of a dropped event that goes on to a destination", async () => {
    const { clock, queue, dropped } = queueWith([ran(true)], {
      onFailure: "arn:aws:sqs:us-east-1:123456789012:failed",
    });
    accept(queue);
    await clock.advance(600_000);
    expect(dropped).toEqual([]);
  });

  it("counts what is accepted, how long it waited, and what is dropped", async () => {
    const { clock, queue, observed } = queueWith([{ kind: "not-found" }]);
    accept(queue);
    await clock.advance(1);
    expect(observed).toEqual(["AsyncEventsReceived 1", "AsyncEventAge 0", "AsyncEventsDropped 1"]);
  });

  it("retries nothing once it is closed", async () => {
    const { clock, queue, invokedAt, dropped } = queueWith([ran(true)]);
    accept(queue);
    await clock.advance(1);
    queue.close();
    await clock.advance(600_000);
    expect(invokedAt).toEqual([0]);
    expect(dropped).toEqual([]);
  });
});
