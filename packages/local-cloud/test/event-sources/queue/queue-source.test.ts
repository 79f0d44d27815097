import { type Message, QueueDoesNotExist } from "@aws-sdk/client-sqs";
import { ManualClock } from "@spillway/testkit";
import { describe, expect, it, vi } from "vitest";
import type { QueueMapping } from "../../../src/event-sources/queue/queue-mapping.ts";
import { QueueSource } from "../../../src/event-sources/queue/queue-source.ts";
import type { InvocationResult } from "../../../src/lambda-host/lambda-host.ts";

const mapping: QueueMapping = {
  uuid: "u",
  queueArn: "arn:aws:sqs:us-east-1:123456789012:q",
  functionArn: "arn:aws:lambda:us-east-1:123456789012:function:f",
  batchSize: 10,
  windowSeconds: 0,
  maximumConcurrency: 2,
  reportsItemFailures: true,
  patterns: [],
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
  invoke: (
    bodies: string[],
    attempt: { qualifier?: string | undefined },
  ) => Promise<InvocationResult>,
  changes: Partial<QueueMapping> = {},
) {
  const clock = new ManualClock();
  const deleted: string[] = [];
  const batches: string[][] = [];
  const errors: unknown[] = [];
  const looks: number[] = [];
  const queue = {
    receive: vi.fn(async (atMost: number): Promise<readonly Message[]> => {
      looks.push(clock.now());
      const taken = bodies.splice(0, Math.min(10, atMost));
      return taken.map((Body) => ({ MessageId: Body, ReceiptHandle: Body, Body }));
    }),
    delete: async (messages: readonly Message[]) => {
      deleted.push(...messages.map(({ Body = "" }) => Body));
    },
    visibilityTimeoutMs: async () => 3_000,
  };
  let listener = () => {};
  const arrivals = {
    listen: (_queue: string, told: () => void) => {
      listener = told;
      return () => {};
    },
    dueInMs: (_queue: string): number | undefined => undefined,
  };
  const source = new QueueSource({
    mapping: { ...mapping, ...changes },
    queue,
    arrivals,
    clock,
    invoke: (reference, payload) => {
      const event = JSON.parse(Buffer.from(payload).toString()) as { Records: { body: string }[] };
      const batch = event.Records.map((record) => record.body);
      batches.push(batch);
      return invoke(batch, reference);
    },
    onError: (_message, error) => errors.push(error),
  });
  /** Sends a message, as one that passes the gateway. */
  const send = (body: string) => {
    bodies.push(body);
    listener();
  };
  return { clock, source, deleted, batches, errors, queue, arrivals, looks, send };
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
    const { clock, source, batches, errors, queue, send } = sourceOver([], async () =>
      answered({}),
    );
    await clock.advance(1_000);
    const before = queue.receive.mock.calls.length;
    const receive = queue.receive.getMockImplementation();
    queue.receive.mockRejectedValue(new Error("denied"));
    send("late");
    await clock.advance(100_000);
    expect(errors).toEqual([new Error("denied")]);
    expect(source.snapshot()).toMatchObject({ problem: "denied", lastResult: "PROBLEM: denied" });
    // At once, then after 2, 4, 8, 16 and 30 s.
    expect(queue.receive.mock.calls.length - before).toBeLessThan(10);
    if (receive) queue.receive.mockImplementation(receive);
    await clock.advance(30_000);
    expect(source.snapshot()).toMatchObject({ lastResult: "OK" });
    expect(batches).toEqual([["late"]]);
    await source.stop();
  });

  it("looks ever more seldom where nothing passes, and at once when something does", async () => {
    const { clock, source, batches, looks, send } = sourceOver([], async () => answered({}));
    await clock.advance(600_000);
    expect(looks).toEqual([0, 60_000, 180_000, 300_000, 420_000, 540_000]);
    send("now");
    await clock.advance(1);
    expect(batches).toEqual([["now"]]);
    // Something may have passed that shows a little later.
    const from = looks.length;
    await clock.advance(3_500);
    expect(looks.slice(from)).toHaveLength(2);
    await source.stop();
  });

  it("looks when a message is known to show", async () => {
    const { clock, source, arrivals, looks } = sourceOver([], async () => answered({}));
    await clock.advance(600_000);
    arrivals.dueInMs = () => 40;
    await clock.advance(120_000);
    const from = looks.length;
    await clock.advance(400);
    expect(looks.slice(from)).toHaveLength(10);
    await source.stop();
  });

  it("deletes what matches no pattern, and hands on the rest", async () => {
    const sent = ['{"a":1}', '{"a":2}', "text"];
    const { clock, source, batches, deleted } = sourceOver(sent, async () => answered({}), {
      patterns: ['{"body":{"a":[1]}}'],
    });
    await clock.advance(1);
    expect(batches).toEqual([['{"a":1}']]);
    expect(deleted.sort()).toEqual(["text", '{"a":1}', '{"a":2}'].sort());
    await source.stop();
  });

  it("runs the version or alias that its mapping names", async () => {
    const named: unknown[] = [];
    const { clock, source } = sourceOver(
      ["m"],
      async (_batch, reference) => {
        named.push(reference);
        return answered({});
      },
      { functionArn: `${mapping.functionArn}:live` },
    );
    await clock.advance(1);
    expect(named).toEqual([{ name: "f", qualifier: "live" }]);
    await source.stop();
  });

  it.each<[string, () => Promise<InvocationResult>, string]>([
    ["went well", async () => answered({}), "OK"],
    ["failed", async () => answered({}, true), "PROBLEM: Function call failed"],
    [
      "did not run for want of a function",
      async () => ({ kind: "not-found" }),
      `PROBLEM: Function not found: ${mapping.functionArn}`,
    ],
    [
      "can't run",
      async () => Promise.reject(new Error("the code of f was not seen")),
      "PROBLEM: the code of f was not seen",
    ],
    [
      "stays throttled",
      async () => throttled,
      "PROBLEM: Function call throttled: ReservedFunctionConcurrentInvocationLimitExceeded",
    ],
  ])("says of its last batch that it %s", async (_what, invoke, result) => {
    const { clock, source } = sourceOver(["m"], invoke);
    expect(source.snapshot().lastResult).toBe("No records processed");
    await clock.advance(10_000);
    expect(source.snapshot().lastResult).toBe(result);
    void source.stop();
  });

  it("says that its queue is gone, which is no error of anybody's", async () => {
    const { clock, source, queue, errors } = sourceOver([], async () => answered({}));
    queue.receive.mockRejectedValue(new QueueDoesNotExist({ message: "gone", $metadata: {} }));
    source.look();
    await clock.advance(10_000);
    expect(source.snapshot().lastResult).toBe("PROBLEM: queue q does not exist");
    expect(errors).toEqual([]);
    await source.stop();
  });

  it("tells how much is under way", async () => {
    const { promise, resolve } = Promise.withResolvers<InvocationResult>();
    const { clock, source } = sourceOver(bodies(13), () => promise, { windowSeconds: 60 });
    await clock.advance(1);
    expect(source.snapshot()).toMatchObject({ batchesInFlight: 1, recordsWaiting: 3 });
    resolve(answered({}));
    void source.stop();
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
