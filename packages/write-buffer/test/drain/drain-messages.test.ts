import { FakeQueue, ManualClock } from "@spillway/testkit";
import { expect, test } from "vitest";
import {
  drainMessages,
  type OutgoingMessage,
  type ReceivedWrite,
  type UnfinishedWrite,
} from "../../src/index.ts";

const putOf = (pk: string) => `{"v":1,"op":"put","item":{"pk":{"S":"${pk}"}}}`;
const deleteOf = (pk: string) => `{"v":1,"op":"delete","key":{"pk":{"S":"${pk}"}}}`;
const received = (bodies: readonly string[]) =>
  bodies.map((body, at) => ({ messageId: `m${at + 1}`, body }));

/** Drains messages with a writer of which the test says what it leaves undone. */
function drain(
  bodies: readonly string[],
  unfinished: (
    source: ReceivedWrite["source"],
  ) => Pick<UnfinishedWrite, "waitingHelps"> | undefined,
  queue = new FakeQueue<OutgoingMessage>(),
) {
  const sources: ReceivedWrite["source"][] = [];
  const draining = drainMessages(received(bodies), {
    write: async (given, onUnfinished) => {
      for (const source of given) {
        sources.push(source);
        const why = unfinished(source);
        const { position } = source;
        if (why) onUnfinished({ position, reason: { code: "NO", message: "no" }, ...why });
      }
      return "the report";
    },
    unitsPerSecond: 1,
    queue,
    clock: new ManualClock(),
    random: () => 0.5,
  });
  return { draining, sources, queue };
}

test("hands over puts and deletes, each with the message that it came in as its position", async () => {
  const { draining, sources, queue } = drain(
    [putOf("a"), "no message", deleteOf("b")],
    () => undefined,
  );
  expect(await draining).toMatchObject({ report: "the report", deferred: 0 });
  expect(sources).toEqual([
    { ok: true, attributes: { pk: { S: "a" } }, position: { index: 0, message: "m1" } },
    { ok: true, deleteItem: { pk: { S: "b" } }, position: { index: 1, message: "m3" } },
  ]);
  expect(queue.taken).toEqual([]);
});

test("puts back what waiting helps, spread by the rate; what it does not help has failed", async () => {
  const { draining, queue } = drain(
    [putOf("a"), "no message", putOf("b"), putOf("c")],
    (source) => {
      const key = "attributes" in source ? source.attributes.pk : undefined;
      return { waitingHelps: key !== undefined && "S" in key && key.S !== "b" };
    },
  );
  expect(await draining).toMatchObject({
    deferred: 2,
    failures: [
      { messageId: "m2", kind: "malformed", reason: { code: "MESSAGE_MALFORMED" } },
      { messageId: "m3", kind: "refused", reason: { code: "NO" } },
    ],
  });
  expect(queue.taken).toMatchObject([
    { body: putOf("a"), delaySeconds: 1 },
    { body: putOf("c"), delaySeconds: 2 },
  ]);
});
