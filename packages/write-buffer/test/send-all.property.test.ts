import { FakeQueue, ManualClock, refused } from "@spillway/testkit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type OutgoingMessage, sendAll } from "../src/index.ts";

const answers = fc.array(
  fc.oneof(
    fc.array(
      fc
        .record({ index: fc.nat(9), senderFault: fc.boolean() })
        .map(({ index, senderFault }) => refused(index, senderFault)),
      { maxLength: 4 },
    ),
    fc.constant(new Error("down")),
  ),
);

test("whatever the queue answers: read = sent + failed, and what counts as sent is in the queue once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(60), answers, async (count, script) => {
      const queue = new FakeQueue<OutgoingMessage>((request) => script[request] ?? []);
      const clock = new ManualClock();
      const items = Array.from({ length: count }, (_, i) => ({
        json: `{"n":{"N":"${i}"}}`,
        delaySeconds: 0,
      }));
      const report = await clock.run(
        sendAll(items, { queue, clock, random: () => 0, maxAttempts: 3 }),
      );
      expect(report.read).toBe(count);
      expect(report.sent + report.failed).toBe(count);
      expect(queue.taken).toHaveLength(report.sent);
      expect(new Set(queue.taken.map(({ body }) => body)).size).toBe(report.sent);
      expect(queue.requests).toHaveLength(report.requests);
      expect(queue.requests.flat()).toHaveLength(report.attempts);
    }),
  );
});
