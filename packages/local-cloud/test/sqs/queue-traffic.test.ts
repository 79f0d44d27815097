import { describe, expect, it } from "vitest";
import { QueueTraffic } from "../../src/sqs/queue-traffic.ts";

function traffic() {
  const counted: [string, string, number][] = [];
  let now = 0;
  const followed = new QueueTraffic(
    () => now,
    (...count) => counted.push(count),
  );
  const follow = (action: string, body: Record<string, unknown>, answer: unknown = {}) =>
    followed.follow({ protocol: "json", action, queue: "q", body }, JSON.stringify(answer));
  return {
    followed,
    counted,
    follow,
    at: (ms: number) => {
      now = ms;
    },
  };
}

const sent = (...ids: string[]) => ({
  Successful: ids.map((MessageId) => ({ Id: MessageId, MessageId })),
});
const received = (...ids: string[]) => ({
  Messages: ids.map((MessageId) => ({ MessageId, ReceiptHandle: `handle-${MessageId}` })),
});

describe("QueueTraffic", () => {
  it("counts what was done, not what was asked", () => {
    const { counted, follow } = traffic();
    follow("SendMessageBatch", {}, sent("a", "b"));
    follow("ReceiveMessage", {}, received("a", "b"));
    const Entries = [
      { Id: "0", ReceiptHandle: "handle-a" },
      { Id: "1", ReceiptHandle: "handle-b" },
    ];
    follow("DeleteMessageBatch", { Entries }, { Successful: [{ Id: "1" }] });
    expect(counted).toEqual([
      ["q", "NumberOfMessagesSent", 2],
      ["q", "NumberOfMessagesReceived", 2],
      ["q", "NumberOfMessagesDeleted", 1],
    ]);
  });

  it("does not count an empty receive, which is no activity either", () => {
    const { followed, counted, follow } = traffic();
    follow("ReceiveMessage", {}, {});
    expect(counted).toEqual([]);
    expect(followed.lastPassed("q")).toBe(Number.NEGATIVE_INFINITY);
  });

  it("knows which queues exist", () => {
    const { followed, follow } = traffic();
    follow("CreateQueue", {});
    expect(followed.queues).toEqual(["q"]);
    follow("DeleteQueue", {});
    expect(followed.queues).toEqual([]);
  });
});
