import type { TableShape } from "@spillway/capacity";
import type { PlainRecord } from "@spillway/item";
import { SPIKE_KEYS, sampleRecords } from "@spillway/sample-spike";
import type { WireRequest } from "@spillway/table-writer";
import { FakeQueue, FakeTable, lambdaContext, ManualClock, noSuchQueue } from "@spillway/testkit";
import { decodeMessage, type OutgoingMessage } from "@spillway/write-buffer";
import { beforeAll, expect, test } from "vitest";
import { createHandler } from "../src/handler.ts";
import type { Settings } from "../src/settings.ts";
import { fakeTelemetry } from "./fake-telemetry.ts";

// Read once and ahead: a manual clock does not wait for a file.
const sample: PlainRecord[] = [];
beforeAll(async () => {
  for await (const record of sampleRecords()) sample.push(record);
});

const SHAPE: TableShape = {
  name: "spikes",
  keys: SPIKE_KEYS,
  billing: { mode: "provisioned", writeUnits: 50, readUnits: 1 },
  globalIndexes: [],
  localIndexes: [],
};

function setUp(
  transport = new FakeTable<WireRequest>(),
  settings: Partial<Settings> = {},
  describeTable = async () => SHAPE,
) {
  const clock = new ManualClock(Date.parse("2026-01-05T10:00:00Z"));
  const failureQueue = new FakeQueue<OutgoingMessage>();
  const spillQueue = new FakeQueue<OutgoingMessage>();
  const telemetry = fakeTelemetry();
  const handler = createHandler({
    settings: {
      TABLE_NAME: "spikes",
      FAILURE_QUEUE_URL: "https://sqs.us-east-1.amazonaws.com/123456789012/failures",
      RECORD_TTL_SECONDS: 0,
      WRITE_CONCURRENCY: 5,
      MAX_ATTEMPTS: 8,
      ...settings,
    },
    sample: () => sample,
    transport,
    failureQueue,
    spillover: { describeTable, queue: spillQueue },
    clock,
    random: () => 0.5,
    ...telemetry,
  });
  const startedAtMs = clock.now();
  const invoke = async (remainingMs = 300_000) => {
    const answer = await clock.run(handler({}, lambdaContext({ clock, remainingMs })));
    return { ...answer, tookMs: clock.now() - startedAtMs };
  };
  return { failureQueue, spillQueue, invoke, ...telemetry };
}

function keysIn(queue: FakeQueue<OutgoingMessage>): unknown[] {
  return queue.taken.map(({ body }) => decodeMessage(body).attributes.pk);
}

test("writes at the table's pace for so many seconds, and spills the rest", async () => {
  const table = new FakeTable<WireRequest>();
  const { invoke, spillQueue, failureQueue, metrics } = setUp(table, { WRITE_SECONDS: 5 });
  const { strategy, report, tookMs } = await invoke();
  expect(strategy).toBe("spillover");
  // 5 s at 50 units a second, less or more a batch.
  expect(report.written).toBeGreaterThanOrEqual(225);
  expect(report.written).toBeLessThanOrEqual(275);
  expect(report.written + report.spilled).toBe(1_000);
  expect(report.stopped?.code).toBe("DEADLINE");
  expect(tookMs).toBe(5_000);
  const written = [...table.items.values()].map(({ attributes }) => attributes.pk);
  expect(new Set([...written, ...keysIn(spillQueue)].map((pk) => JSON.stringify(pk))).size).toBe(
    1_000,
  );
  const last = spillQueue.taken.at(-1)?.delaySeconds ?? 0;
  expect(last).toBe(Math.floor((report.spilled - 1) / 50));
  expect(failureQueue.taken).toEqual([]);
  expect(metrics.addMetric.mock.calls).toEqual([
    ["RecordsWritten", "Count", report.written],
    ["RecordsSpilled", "Count", report.spilled],
    ["RecordsFailed", "Count", 0],
  ]);
});

test("uses saved burst when it may take more than is provisioned", async () => {
  const { invoke } = setUp(undefined, { WRITE_SECONDS: 5, MAX_WRITE_UNITS: "250%" });
  const { report } = await invoke();
  expect(report.written).toBeGreaterThanOrEqual(550);
  expect(report.written).toBeLessThanOrEqual(650);
});

test("writes everything when there is time for it", async () => {
  const { invoke, spillQueue } = setUp();
  const { report } = await invoke();
  expect(report).toMatchObject({ written: 1_000, spilled: 0, failed: 0 });
  expect(report.stopped).toBeUndefined();
  expect(spillQueue.taken).toEqual([]);
});

test("without a number of seconds it writes as long as there is time, and leaves enough to spill", async () => {
  const { invoke, spillQueue } = setUp();
  const { report, tookMs } = await invoke(20_000);
  expect(tookMs).toBe(10_000);
  expect(report.written).toBeGreaterThanOrEqual(450);
  expect(spillQueue.taken).toHaveLength(1_000 - report.written);
});

test("what is throttled at every attempt spills, while the rest is written", async () => {
  const isLamp = ({ json }: { json: string }) => json.includes('"quantity":{"N":"2"}');
  const { invoke, spillQueue, failureQueue } = setUp(
    new FakeTable<WireRequest>((requests) => requests.filter(isLamp)),
    { MAX_ATTEMPTS: 2 },
  );
  const { report } = await invoke();
  expect(report.failed).toBe(0);
  expect(report.spilled).toBe(spillQueue.taken.length);
  expect(report.spilled).toBeGreaterThan(0);
  expect(failureQueue.taken).toEqual([]);
});

test("what the spill queue does not take either goes into the failure queue", async () => {
  const { invoke, spillQueue, failureQueue } = setUp(undefined, { WRITE_SECONDS: 5 });
  spillQueue.answer = noSuchQueue;
  const { report } = await invoke();
  expect(report.spilled).toBe(0);
  expect(failureQueue.taken).toHaveLength(report.failed);
  const codes = failureQueue.taken.map(({ body }) => decodeMessage(body).reason?.code);
  expect(new Set(codes)).toEqual(new Set(["QueueDoesNotExist", "QUEUE_UNREACHABLE"]));
});

test("a table that can't be described is written to unpaced, and that is logged", async () => {
  const { invoke, logger } = setUp(undefined, { WRITE_SECONDS: 5 }, async () => {
    throw new Error("not allowed");
  });
  const { report } = await invoke();
  expect(report.written).toBe(1_000);
  expect(logger.warn).toHaveBeenCalledWith(expect.any(String), { why: "not allowed" });
});
