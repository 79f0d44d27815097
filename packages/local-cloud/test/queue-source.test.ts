import { SQSClient } from "@aws-sdk/client-sqs";
import { ManualClock } from "@spillway/testkit";
import { describe, expect, it, vi } from "vitest";
import type { QueueMapping } from "../src/event-sources/queue-mapping.ts";
import { QueueSource } from "../src/event-sources/queue-source.ts";
import type { InvocationResult } from "../src/lambda-host/lambda-host.ts";

const mapping: QueueMapping = {
  uuid: "u",
  queueArn: "arn:aws:sqs:us-east-1:123456789012:q",
  functionArn: "arn:aws:lambda:us-east-1:123456789012:function:f",
  enabled: true,
  batchSize: 10,
  windowSeconds: 0,
  maximumConcurrency: 2,
  reportsItemFailures: true,
};

const answered = (value: unknown, failed = false): InvocationResult => ({
  kind: "ran",
  requestId: "r",
  version: "$LATEST",
  payload: Buffer.from(JSON.stringify(value)),
  failed,
  durationMs: 1,
  logTail: "",
});
const throttled: InvocationResult = {
  kind: "throttled",
  reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
};

/** A source over a queue of message bodies, whose function does as `invoke` says. */
function sourceOver(
  bodies: string[],
  invoke: (bodies: string[]) => Promise<InvocationResult>,
  changes: Partial<QueueMapping> = {},
) {
  const clock = new ManualClock();
  const deleted: string[] = [];
  const batches: string[][] = [];
  const errors: unknown[] = [];
  const client = new SQSClient({ region: "us-east-1" });
  vi.spyOn(client, "send").mockImplementation(async (command: { input: unknown }) => {
    const input = command.input as {
      MaxNumberOfMessages?: number;
      Entries?: { ReceiptHandle: string }[];
    };
    if (input.MaxNumberOfMessages !== undefined) {
      const taken = bodies.splice(0, input.MaxNumberOfMessages);
      return {
        Messages: taken.map((Body) => ({ MessageId: Body, ReceiptHandle: Body, Body })),
      };
    }
    if (input.Entries) {
      deleted.push(...input.Entries.map((entry) => entry.ReceiptHandle));
      return {};
    }
    return { Attributes: { VisibilityTimeout: "3" } };
  });
  const source = new QueueSource({
    mapping: { ...mapping, ...changes },
    queueUrl: "http://127.0.0.1/123456789012/q",
    client: async () => client,
    clock,
    invoke: (_name, payload) => {
      const event = JSON.parse(Buffer.from(payload).toString()) as { Records: { body: string }[] };
      const batch = event.Records.map((record) => record.body);
      batches.push(batch);
      return invoke(batch);
    },
    onError: (_message, error) => errors.push(error),
  });
  return { clock, source, deleted, batches, errors, client };
}

const bodies = (count: number) => Array.from({ length: count }, (_, index) => `m${index}`);

describe("QueueSource", () => {
  it("delivers in batches and deletes what went well", async () => {
    const { clock, source, deleted, batches, errors } = sourceOver(bodies(25), async () =>
      answered({ batchItemFailures: [] }),
    );
    await clock.advance(1_000);
    expect(batches.map((batch) => batch.length)).toEqual([10, 10, 5]);
    expect(deleted).toEqual(bodies(25));
    expect(errors).toEqual([]);
    await source.stop();
  });

  it("leaves in the queue what the function reports as failed", async () => {
    const { clock, source, deleted } = sourceOver(bodies(3), async () =>
      answered({ batchItemFailures: [{ itemIdentifier: "m1" }] }),
    );
    await clock.advance(1_000);
    expect(deleted).toEqual(["m0", "m2"]);
    await source.stop();
  });

  it.each([
    ["an error", answered({ errorMessage: "no" }, true)],
    ["a malformed response", answered({ batchItemFailures: [{ itemIdentifier: "nobody" }] })],
  ])("deletes nothing after %s", async (_what, result) => {
    const { clock, source, deleted } = sourceOver(bodies(3), async () => result);
    await clock.advance(1_000);
    expect(deleted).toEqual([]);
    await source.stop();
  });

  it("takes any answer as success when failures are not reported by item", async () => {
    const { clock, source, deleted } = sourceOver(bodies(2), async () => answered("done"), {
      reportsItemFailures: false,
    });
    await clock.advance(1_000);
    expect(deleted).toEqual(bodies(2));
    await source.stop();
  });

  it("never has more under way than its maximum concurrency, and receives no more meanwhile", async () => {
    const waiting: (() => void)[] = [];
    const queue = bodies(50);
    const { clock, source, batches } = sourceOver(queue, () => {
      const { promise, resolve } = Promise.withResolvers<InvocationResult>();
      waiting.push(() => resolve(answered({})));
      return promise;
    });
    await clock.advance(5_000);
    expect(batches).toHaveLength(2);
    expect(queue).toHaveLength(30);
    waiting.shift()?.();
    await clock.advance(5_000);
    expect(batches).toHaveLength(3);
    for (const finish of waiting) finish();
    void source.stop();
  });

  it("fills a batch larger than one receive within its window", async () => {
    const { clock, source, batches } = sourceOver(bodies(35), async () => answered({}), {
      batchSize: 30,
      windowSeconds: 2,
    });
    await clock.advance(1_999);
    expect(batches.map((batch) => batch.length)).toEqual([30]);
    await clock.advance(1_000);
    expect(batches.map((batch) => batch.length)).toEqual([30, 5]);
    await source.stop();
  });

  it("tries again while throttled, until the messages show again in the queue", async () => {
    const { clock, source, batches, deleted } = sourceOver(bodies(1), async () => throttled);
    await clock.advance(60_000);
    // At 0, 1 and 2 s; at 3 s the visibility timeout has passed.
    expect(batches).toHaveLength(3);
    expect(deleted).toEqual([]);
    await source.stop();
  });

  it("says once why it can't receive, rests longer each time, and goes on when it can again", async () => {
    const queue: string[] = [];
    const { clock, source, batches, errors, client } = sourceOver(queue, async () => answered({}));
    await clock.advance(1_000);
    const send = vi.mocked(client.send);
    const answers = send.getMockImplementation();
    const before = send.mock.calls.length;
    send.mockRejectedValue(new Error("denied") as never);
    await clock.advance(100_000);
    expect(errors).toEqual([new Error("denied")]);
    expect(source.problem).toBe("denied");
    // At once, then after 2, 4, 8, 16 and 30 s.
    expect(send.mock.calls.length - before).toBeLessThan(10);
    if (answers) send.mockImplementation(answers);
    queue.push("late");
    await clock.advance(30_000);
    expect(source.problem).toBeUndefined();
    expect(batches).toHaveLength(1);
    await source.stop();
  });

  it("delivers what it holds when it is stopped, and takes nothing more", async () => {
    const queue = bodies(3);
    const { clock, source, batches, deleted } = sourceOver(queue, async () => answered({}), {
      batchSize: 100,
      windowSeconds: 60,
    });
    await clock.advance(1_000);
    expect(batches).toEqual([]);
    const stopped = source.stop();
    await clock.advance(1);
    await stopped;
    queue.push("late");
    await clock.advance(60_000);
    expect(batches).toEqual([bodies(3)]);
    expect(deleted).toEqual(bodies(3));
    expect(queue).toEqual(["late"]);
  });
});
