import { FakeQueue, ManualClock, noSuchQueue } from "@spillway/testkit";
import type { OutgoingMessage } from "@spillway/write-buffer";
import { expect, test } from "vitest";
import { reportFailures } from "../src/report-failures.ts";
import { fakeTelemetry } from "./fake-telemetry.ts";

const reason = { code: "ITEM_TOO_LARGE", message: "an item may have 409600 bytes" };
const position = { line: 3, index: 2 };

test("a record that never became an item is logged and counts as lost", async () => {
  const queue = new FakeQueue<OutgoingMessage>();
  const { logger } = fakeTelemetry();
  const options = { queue, clock: new ManualClock(), random: () => 0, logger };
  const source = { ok: true, record: { pk: "a" }, position } as const;
  await expect(
    reportFailures([{ kind: "rejected", reason, position, source, waitingHelps: false }], options),
  ).rejects.toMatchObject({ code: "FAILURES_LOST", details: { lost: 1, unwritten: 1 } });
  expect(logger.error).toHaveBeenCalledWith(expect.any(String), { reason, position });
  expect(queue.taken).toEqual([]);
});

test("no failures, no request", async () => {
  const queue = new FakeQueue<OutgoingMessage>();
  queue.answer = noSuchQueue;
  const { logger } = fakeTelemetry();
  await reportFailures([], { queue, clock: new ManualClock(), random: () => 0, logger });
});
