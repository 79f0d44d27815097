import { Deadline } from "@spillway/pacing";
import { FakeQueue, ManualClock, refused } from "@spillway/testkit";
import { expect, test } from "vitest";
import { decodeMessage, type OutgoingMessage, type Queue, queueSpill } from "../src/index.ts";

const random = () => 0.5;
const puts = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    op: "put" as const,
    json: `{"pk":{"S":"${n}"}}`,
    bytes: 3,
  }));

test("puts and deletes are in the queue, due at once", async () => {
  const queue = new FakeQueue<OutgoingMessage>();
  const spill = queueSpill({ queue, clock: new ManualClock(), random });
  const writes = [...puts(24), { op: "delete" as const, json: '{"pk":{"S":"gone"}}', bytes: 6 }];
  expect(await spill(writes)).toEqual(new Array(25).fill(undefined));
  expect(queue.requests.map((batch) => batch.length)).toEqual([10, 10, 5]);
  expect(queue.taken.every(({ delaySeconds }) => delaySeconds === 0)).toBe(true);
  expect(decodeMessage(queue.taken[3]?.body ?? "")).toEqual({
    op: "put",
    attributes: { pk: { S: "3" } },
  });
  expect(decodeMessage(queue.taken[24]?.body ?? "")).toEqual({
    op: "delete",
    attributes: { pk: { S: "gone" } },
  });
});

test("with a pace they are due one after another, over all calls and by their size", async () => {
  const clock = new ManualClock(5_000);
  const queue = new FakeQueue<OutgoingMessage>();
  const spill = queueSpill({ queue, clock, random, unitsPerSecond: 2 });
  const large = { op: "put" as const, json: `{"pk":{"S":"large"}}`, bytes: 2_049 };
  await spill([...puts(4), large]);
  await spill(puts(2));
  const delays = () => queue.taken.splice(0).map(({ delaySeconds }) => delaySeconds);
  // Half a second each, and one and a half after the large one.
  expect(delays()).toEqual([0, 0, 1, 1, 2, 3, 4]);
  await clock.advance(60_000);
  await spill(puts(3));
  expect(delays()).toEqual([0, 0, 1]);
});

test("the time that sending takes does not add to the delay", async () => {
  const clock = new ManualClock();
  const queue = new FakeQueue<OutgoingMessage>();
  const slow: Queue = {
    async sendBatch(messages) {
      await clock.sleep(3_000);
      return queue.sendBatch(messages);
    },
  };
  await clock.run(queueSpill({ queue: slow, clock, random, unitsPerSecond: 2 })(puts(30)));
  const delays = queue.requests.map((batch) => batch.map(({ delaySeconds }) => delaySeconds));
  // Due at 5.5 and 9.5 s, the last at 14.5; the second batch is made after 3 s, the third after 6.
  expect([delays[1]?.[1], delays[1]?.[9]]).toEqual([2, 6]);
  expect(delays[2]?.[9]).toBe(8);
});

test("no message waits for longer than SQS holds it back", async () => {
  const queue = new FakeQueue<OutgoingMessage>();
  const spill = queueSpill({ queue, clock: new ManualClock(), random, unitsPerSecond: 0.01 });
  await spill(puts(20));
  expect(queue.taken[5]?.delaySeconds).toBe(500);
  expect(queue.taken.at(-1)?.delaySeconds).toBe(900);
});

test("each write that is not in the queue has its reason, in its place", async () => {
  const queue = new FakeQueue<OutgoingMessage>((request) =>
    request === 0 ? [refused(2, true)] : [],
  );
  const spill = queueSpill({ queue, clock: new ManualClock(), random });
  const large = {
    op: "put" as const,
    json: `{"pk":{"S":"${"x".repeat(262_144)}"}}`,
    bytes: 262_146,
  };
  const answers = await spill([large, ...puts(19)]);
  const reasons = answers.flatMap((reason, at) => (reason ? [[at, reason.code]] : []));
  expect(reasons).toEqual([
    [0, "MESSAGE_TOO_LARGE"],
    [3, "InvalidMessage"],
  ]);
  expect(queue.taken).toHaveLength(18);
});

test("writes that a queue out of reach did not take are named, tried or not", async () => {
  const queue = new FakeQueue<OutgoingMessage>(() => new Error("no route"));
  const answers = await queueSpill({ queue, clock: new ManualClock(), random })(puts(100));
  expect(queue.requests).toHaveLength(3);
  expect(answers.filter((reason) => reason === undefined)).toEqual([]);
  expect(answers.at(-1)?.code).toBe("QUEUE_UNREACHABLE");
});

test("nothing is sent after the deadline", async () => {
  const clock = new ManualClock();
  const queue = new FakeQueue<OutgoingMessage>();
  const spill = queueSpill({ queue, clock, random, deadline: Deadline.after(clock, 0) });
  expect((await spill(puts(1)))[0]?.code).toBe("DEADLINE_PASSED");
  expect(queue.taken).toEqual([]);
});
