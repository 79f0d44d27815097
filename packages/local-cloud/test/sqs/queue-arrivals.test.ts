import { describe, expect, it } from "vitest";
import { QueueArrivals } from "../../src/sqs/queue-arrivals.ts";

const MARGIN_MS = 20;

function arrivalsOf(queue = "q") {
  let now = 0;
  let calls = 0;
  const arrivals = new QueueArrivals(() => now);
  const end = arrivals.listen(queue, () => {
    calls += 1;
  });
  const follow = (
    action: string,
    body: Record<string, unknown>,
    answer: unknown = {},
    of = queue,
  ) => arrivals.follow({ protocol: "json", action, queue: of, body }, JSON.stringify(answer));
  return {
    arrivals,
    follow,
    end,
    at: (ms: number) => {
      now = ms;
    },
    called: () => calls,
    due: () => arrivals.dueInMs(queue),
  };
}

const received = (...handles: string[]) => ({
  Messages: handles.map((ReceiptHandle) => ({ ReceiptHandle, MessageId: "m" })),
});

describe("QueueArrivals", () => {
  it("tells of what is sent, until it is told to stop", () => {
    const { follow, called, end, due } = arrivalsOf();
    follow("SendMessage", { MessageBody: "a" });
    expect(called()).toBe(1);
    expect(due()).toBeUndefined();
    follow("SendMessage", { MessageBody: "a" }, {}, "another");
    end();
    follow("SendMessage", { MessageBody: "a" });
    expect(called()).toBe(1);
  });

  it("remembers nothing of a queue that is gone, or that nobody made", () => {
    const { arrivals, follow, end, due } = arrivalsOf();
    follow("CreateQueue", { Attributes: { VisibilityTimeout: "7", DelaySeconds: "9" } });
    follow("DeleteQueue", {});
    follow("CreateQueue", {});
    follow("ReceiveMessage", {}, received("one"));
    expect(due()).toBe(30_000 + MARGIN_MS);
    follow("DeleteMessage", { ReceiptHandle: "one" });
    end();
    expect(arrivals.size).toBe(0);
    arrivals.listen("nowhere", () => undefined)();
    expect(arrivals.size).toBe(0);
  });

  it("lets go of what shows by now, though nobody waits for it", () => {
    let now = 0;
    const arrivals = new QueueArrivals(() => now);
    const follow = (handle: string) =>
      arrivals.follow(
        { protocol: "json", action: "ReceiveMessage", queue: "q", body: {} },
        JSON.stringify(received(handle)),
      );
    for (let count = 0; count < 999; count += 1) follow(`early ${count}`);
    now = 60_000;
    let calls = 0;
    arrivals.listen("q", () => {
      calls += 1;
    });
    follow("late");
    expect(calls).toBe(1);
    expect(arrivals.dueInMs("q")).toBe(30_000 + MARGIN_MS);
  });

  it.each([
    ["its own", {}, 5],
    ["the queue's", { DelaySeconds: "7" }, undefined],
  ])("knows when a message shows after %s delay", (_whose, Attributes, DelaySeconds) => {
    const { follow, due, at } = arrivalsOf();
    follow("CreateQueue", { Attributes });
    const Entries = [
      { Id: "0", DelaySeconds },
      { Id: "refused", DelaySeconds: 1 },
    ];
    follow("SendMessageBatch", { Entries }, { Successful: [{ Id: "0" }] });
    const delayMs = (DelaySeconds ?? 7) * 1_000 + MARGIN_MS;
    expect(due()).toBe(delayMs);
    at(delayMs);
    expect(due()).toBe(0);
    expect(due()).toBeUndefined();
  });

  it("knows when what was received shows again, unless it is deleted", () => {
    const { follow, due, at } = arrivalsOf();
    follow("GetQueueAttributes", {}, { Attributes: { VisibilityTimeout: "10" } });
    follow("ReceiveMessage", {}, received("a"));
    at(1_000);
    follow("ReceiveMessage", { VisibilityTimeout: 60 }, received("b", "c"));
    expect(due()).toBe(9_000 + MARGIN_MS);
    follow("DeleteMessage", { ReceiptHandle: "a" });
    expect(due()).toBe(60_000 + MARGIN_MS);
    const Entries = [
      { Id: "0", ReceiptHandle: "b" },
      { Id: "1", ReceiptHandle: "c" },
    ];
    follow("DeleteMessageBatch", { Entries }, { Successful: [{ Id: "0" }, { Id: "1" }] });
    expect(due()).toBeUndefined();
  });

  it("follows a visibility that is changed", () => {
    const { follow, due, called } = arrivalsOf();
    follow("ReceiveMessage", {}, received("a"));
    follow("ChangeMessageVisibility", { ReceiptHandle: "a", VisibilityTimeout: 3 });
    expect(due()).toBe(3_000 + MARGIN_MS);
    const before = called();
    follow("ChangeMessageVisibility", { ReceiptHandle: "a", VisibilityTimeout: 0 });
    expect(due()).toBeUndefined();
    expect(called()).toBe(before + 1);
  });

  it("tells of a dead-letter queue that may have got something", () => {
    const { follow, called } = arrivalsOf("dead");
    const deadLetterTargetArn = "arn:aws:sqs:us-east-1:123456789012:dead";
    const RedrivePolicy = JSON.stringify({ maxReceiveCount: 1, deadLetterTargetArn });
    follow("SetQueueAttributes", { Attributes: { RedrivePolicy } }, {}, "work");
    follow("ReceiveMessage", {}, {}, "work");
    expect(called()).toBe(1);
  });

  it("tells of a message group that may go on", () => {
    const { follow, called } = arrivalsOf("q.fifo");
    const Entries = [{ Id: "0", ReceiptHandle: "a" }];
    follow("DeleteMessageBatch", { Entries }, { Successful: [{ Id: "0" }] });
    expect(called()).toBe(1);
  });

  it("forgets what was purged, and takes other protocols for arrivals", () => {
    const { arrivals, follow, due, called } = arrivalsOf();
    follow("ReceiveMessage", {}, received("a"));
    follow("PurgeQueue", {});
    expect(due()).toBeUndefined();
    const before = called();
    const form = new URLSearchParams();
    arrivals.follow({ protocol: "query", action: "SendMessage", queue: "q", form }, "<xml/>");
    expect(called()).toBe(before + 1);
  });
});
