import { Deadline } from "@spillway/pacing";
import { FakeQueue, ManualClock, refused } from "@spillway/testkit";
import { describe, expect, test } from "vitest";
import { decodeMessage, type OutgoingMessage, sendAll, sendFailures } from "../src/index.ts";

const random = () => 0.5;
const items = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ json: `{"pk":{"S":"${i}"}}`, delaySeconds: i }));
const numbers = (queue: FakeQueue<OutgoingMessage>) =>
  queue.taken.map(({ body }) => decodeMessage(body).attributes.pk);
const unavailable = () => Object.assign(new Error("try later"), { name: "ServiceUnavailable" });

describe("sendAll", () => {
  test("sends in batches of 10, each message with its delay", async () => {
    const queue = new FakeQueue<OutgoingMessage>();
    const report = await sendAll(items(25), { queue, clock: new ManualClock(), random });
    expect(queue.requests.map((batch) => batch.length)).toEqual([10, 10, 5]);
    expect(queue.taken.map(({ delaySeconds }) => delaySeconds)).toEqual(items(25).map((_, i) => i));
    expect(numbers(queue)).toEqual(items(25).map((_, i) => ({ S: String(i) })));
    expect(report).toEqual({
      read: 25,
      sent: 25,
      failed: 0,
      requests: 3,
      attempts: 25,
      durationMs: 0,
      errors: [],
    });
  });

  test("an empty source sends nothing", async () => {
    const queue = new FakeQueue<OutgoingMessage>();
    const report = await sendAll([], { queue, clock: new ManualClock(), random });
    expect(report).toMatchObject({ read: 0, sent: 0, requests: 0 });
    expect(queue.requests).toEqual([]);
  });

  test("refused entries alone are sent again, after a jittered wait that grows", async () => {
    const queue = new FakeQueue<OutgoingMessage>(
      (request) => [[refused(1), refused(3)], [refused(0)], []][request] ?? [],
    );
    const clock = new ManualClock();
    const report = await clock.run(sendAll(items(4), { queue, clock, random }));
    expect(queue.requests.map((batch) => batch.map(({ delaySeconds }) => delaySeconds))).toEqual([
      [0, 1, 2, 3],
      [1, 3],
      [1],
    ]);
    expect(clock.sleeps).toEqual([25, 50]);
    expect(report).toMatchObject({ sent: 4, failed: 0, requests: 3, attempts: 7, durationMs: 75 });
  });

  test("an entry that is itself at fault is not sent again", async () => {
    const queue = new FakeQueue<OutgoingMessage>((request) =>
      request === 0 ? [refused(0, true)] : [],
    );
    const clock = new ManualClock();
    const report = await sendAll(items(2), { queue, clock, random });
    expect(queue.requests).toHaveLength(1);
    expect(clock.sleeps).toEqual([]);
    expect(report).toMatchObject({
      sent: 1,
      failed: 1,
      errors: [{ code: "InvalidMessage", message: "no" }],
    });
  });

  test("an entry that is refused at every attempt fails with the last reason", async () => {
    const queue = new FakeQueue<OutgoingMessage>(() => [refused(0)]);
    const clock = new ManualClock();
    const report = await clock.run(sendAll(items(1), { queue, clock, random, maxAttempts: 3 }));
    expect(clock.sleeps).toHaveLength(2);
    expect(report).toMatchObject({
      sent: 0,
      failed: 1,
      requests: 3,
      attempts: 3,
      errors: [{ code: "Busy" }],
    });
  });

  test("a request that fails as a whole fails its batch, and the next is still tried", async () => {
    const queue = new FakeQueue<OutgoingMessage>((request) => (request === 0 ? unavailable() : []));
    const report = await sendAll(items(15), { queue, clock: new ManualClock(), random });
    expect(report).toMatchObject({ read: 15, sent: 5, failed: 10, requests: 2 });
    expect(report.errors[0]).toEqual({ code: "ServiceUnavailable", message: "try later" });
  });

  test("a queue that does not answer three batches in a row is not asked for the rest", async () => {
    const queue = new FakeQueue<OutgoingMessage>(unavailable);
    const report = await sendAll(items(1_000), { queue, clock: new ManualClock(), random });
    expect(queue.requests).toHaveLength(3);
    expect(report).toMatchObject({ read: 1_000, sent: 0, failed: 1_000, requests: 3 });
    expect(report.errors.at(-1)?.code).toBe("QUEUE_UNREACHABLE");
  });

  test("an answer in between starts that count again", async () => {
    const queue = new FakeQueue<OutgoingMessage>((request) =>
      request % 3 === 2 ? [] : unavailable(),
    );
    const report = await sendAll(items(90), { queue, clock: new ManualClock(), random });
    expect(queue.requests).toHaveLength(9);
    expect(report).toMatchObject({ sent: 30, failed: 60 });
  });

  test("a message over 256 KiB fails alone and is never offered", async () => {
    const queue = new FakeQueue<OutgoingMessage>();
    const large = { json: `{"pk":{"S":"${"é".repeat(131_073)}"}}`, delaySeconds: 0 };
    const report = await sendAll([...items(1), large], { queue, clock: new ManualClock(), random });
    expect(queue.taken).toHaveLength(1);
    expect(report).toMatchObject({ read: 2, sent: 1, failed: 1 });
    expect(report.errors[0]).toMatchObject({
      code: "MESSAGE_TOO_LARGE",
      message: expect.stringContaining("at most 262144 bytes; came 2621"),
    });
  });

  test("nothing is sent after the deadline, and no wait goes past it", async () => {
    const clock = new ManualClock();
    const queue = new FakeQueue<OutgoingMessage>(() => [refused(0)]);
    const deadline = Deadline.after(clock, 30);
    const report = await clock.run(sendAll(items(11), { queue, clock, random, deadline }));
    expect(clock.sleeps).toEqual([25, 5]);
    expect(queue.requests).toHaveLength(2);
    expect(report).toMatchObject({ read: 11, sent: 9, failed: 2, durationMs: 30 });
    expect(report.errors.map(({ code }) => code)).toEqual(["DEADLINE_PASSED", "DEADLINE_PASSED"]);
    expect(report.errors[0]?.message).toContain("Busy");
  });

  test("keeps the first 1,000 errors and counts all", async () => {
    const queue = new FakeQueue<OutgoingMessage>(unavailable);
    const report = await sendAll(items(1_500), { queue, clock: new ManualClock(), random });
    expect(report.failed).toBe(1_500);
    expect(report.errors).toHaveLength(1_000);
  });

  test("what the source throws comes through", async () => {
    const queue = new FakeQueue<OutgoingMessage>();
    async function* broken() {
      yield* items(3);
      throw new Error("the disk is gone");
    }
    await expect(sendAll(broken(), { queue, clock: new ManualClock(), random })).rejects.toThrow(
      "the disk is gone",
    );
  });
});

test("sendFailures sends each item at once with its reason", async () => {
  const queue = new FakeQueue<OutgoingMessage>();
  const reason = { code: "KEY_MISSING", message: "no pk" };
  const failures = [{ json: '{"sk":{"N":"1"}}', reason }];
  const report = await sendFailures(failures, { queue, clock: new ManualClock(), random });
  expect(report.sent).toBe(1);
  expect(queue.taken.map(({ body, delaySeconds }) => [decodeMessage(body), delaySeconds])).toEqual([
    [{ op: "put", attributes: { sk: { N: "1" } }, reason }, 0],
  ]);
});
