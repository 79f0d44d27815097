import { FakeQueue, ManualClock, refused } from "@spillway/testkit";
import { expect, test } from "vitest";
import { deferMessages } from "../../src/drain/defer-messages.ts";
import type { OutgoingMessage } from "../../src/index.ts";

const random = () => 0.5;
const messages = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    messageId: `m${i}`,
    body: `body ${i}`,
    delaySeconds: 30 + i,
  }));

test("an original is named deferred only when its successor was taken", async () => {
  const queue = new FakeQueue<OutgoingMessage>((request) =>
    request === 0
      ? [refused(1, true)]
      : Object.assign(new Error("gone"), { name: "QueueDoesNotExist" }),
  );
  const { deferred, failed, requests } = await deferMessages(messages(12), {
    queue,
    clock: new ManualClock(),
    random,
  });
  expect(deferred.map(({ messageId }) => messageId)).toEqual([
    "m0",
    "m2",
    "m3",
    "m4",
    "m5",
    "m6",
    "m7",
    "m8",
    "m9",
  ]);
  expect(failed.map(({ message, reason }) => [message.messageId, reason.code])).toEqual([
    ["m1", "InvalidMessage"],
    ["m10", "QueueDoesNotExist"],
    ["m11", "QueueDoesNotExist"],
  ]);
  expect(requests).toBe(2);
});

test("a successor has its original's body and the delay", async () => {
  const queue = new FakeQueue<OutgoingMessage>();
  await deferMessages(messages(2), { queue, clock: new ManualClock(), random });
  expect(queue.taken.map(({ body, delaySeconds }) => [body, delaySeconds])).toEqual([
    ["body 0", 30],
    ["body 1", 31],
  ]);
});

test("a successor that is taken at a later attempt counts", async () => {
  const queue = new FakeQueue<OutgoingMessage>((request) => (request === 0 ? [refused(0)] : []));
  const clock = new ManualClock();
  const { deferred, failed } = await clock.run(
    deferMessages(messages(2), { queue, clock, random }),
  );
  expect(deferred).toHaveLength(2);
  expect(failed).toEqual([]);
});
