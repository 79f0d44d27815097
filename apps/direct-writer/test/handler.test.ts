import type { PlainRecord } from "@spillway/item";
import { sampleRecords } from "@spillway/sample-spike";
import type { WireRequest } from "@spillway/table-writer";
import {
  FakeQueue,
  FakeTable,
  lambdaContext,
  ManualClock,
  noSuchQueue,
  scheduledEvent,
} from "@spillway/testkit";
import { decodeMessage, type OutgoingMessage } from "@spillway/write-buffer";
import { beforeAll, expect, test } from "vitest";
import { createHandler, type Services } from "../src/handler.ts";
import { fakeTelemetry } from "./fake-telemetry.ts";

const START_MS = Date.parse("2026-01-05T10:00:00Z");

// Read once and ahead: a manual clock does not wait for a file.
const sample: PlainRecord[] = [];
beforeAll(async () => {
  for await (const record of sampleRecords()) sample.push(record);
});

function setUp(
  transport: Services["transport"] = new FakeTable<WireRequest>(),
  settings: Partial<Services["settings"]> = {},
) {
  const clock = new ManualClock(START_MS);
  const failureQueue = new FakeQueue<OutgoingMessage>();
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
    clock,
    random: () => 0.5,
    ...telemetry,
  });
  const invoke = (event: unknown = {}, remainingMs = 300_000) =>
    clock.run(handler(event, lambdaContext({ clock, remainingMs })));
  return { clock, failureQueue, invoke, ...telemetry };
}

test("writes the 1,000 records in 40 batches of 25, each with a key, the run and its columns", async () => {
  const table = new FakeTable<WireRequest>();
  const { invoke, failureQueue, metrics, logger } = setUp(table);
  const answer = await invoke({ run: "r1" });
  expect(answer).toMatchObject({
    run: "r1",
    strategy: "direct",
    startedAt: "2026-01-05T10:00:00.000Z",
    finishedAt: "2026-01-05T10:00:00.000Z",
    report: { read: 1_000, written: 1_000, rejected: 0, failed: 0 },
  });
  expect(answer).not.toHaveProperty("keys");
  expect(table.requests.map((batch) => batch.length)).toEqual(Array(40).fill(25));
  expect(table.items.size).toBe(1_000);
  const [first] = table.items.values();
  expect(first?.attributes).toMatchObject({
    pk: { S: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    sk: { N: String(START_MS) },
    run: { S: "r1" },
    order_number: { S: expect.any(String) },
  });
  expect(first?.attributes).not.toHaveProperty("expires_at");
  expect(failureQueue.taken).toEqual([]);
  expect(metrics.addMetric.mock.calls).toEqual([
    ["RecordsWritten", "Count", 1_000],
    ["RecordsFailed", "Count", 0],
  ]);
  expect(logger.info).toHaveBeenCalledOnce();
});

test("a schedule's event starts a run of its own each time, without keys", async () => {
  const { invoke } = setUp();
  const first = await invoke(scheduledEvent());
  const second = await invoke(scheduledEvent());
  expect(first.run).not.toBe(second.run);
  expect(first).not.toHaveProperty("keys");
});

test("answers the keys when asked", async () => {
  const table = new FakeTable<WireRequest>();
  const { invoke } = setUp(table);
  const { keys } = await invoke({ returnKeys: true });
  const written = [...table.items.values()].map(({ attributes: { pk, sk } }) => [pk, sk]);
  expect(keys?.map(([pk, sk]) => [{ S: pk }, { N: String(sk) }]).toSorted()).toEqual(
    written.toSorted(),
  );
  expect(new Set(keys?.map(([pk]) => pk)).size).toBe(1_000);
});

test("writes only as many records as asked for", async () => {
  const table = new FakeTable<WireRequest>();
  const { report } = await setUp(table).invoke({ records: 1 });
  expect(report).toMatchObject({ read: 1, written: 1 });
  expect(table.items.size).toBe(1);
});

test("records expire when told to", async () => {
  const table = new FakeTable<WireRequest>();
  await setUp(table, { RECORD_TTL_SECONDS: 3_600 }).invoke();
  for (const { attributes } of table.items.values()) {
    expect(attributes.expires_at).toEqual({ N: String(START_MS / 1_000 + 3_600) });
  }
});

test("what is unprocessed at every attempt goes into the failure queue with its reason", async () => {
  const isLamp = ({ json }: { json: string }) => json.includes('"quantity":{"N":"2"}');
  const table = new FakeTable<WireRequest>((requests) => requests.filter(isLamp));
  const { invoke, failureQueue, metrics } = setUp(table, { MAX_ATTEMPTS: 3 });
  const { report } = await invoke();
  expect(report.failed).toBeGreaterThan(0);
  expect(report.written + report.failed).toBe(1_000);
  expect(failureQueue.taken).toHaveLength(report.failed);
  for (const { body, delaySeconds } of failureQueue.taken) {
    const { attributes, reason } = decodeMessage(body);
    expect(attributes).toMatchObject({ pk: { S: expect.any(String) }, quantity: { N: "2" } });
    expect(reason).toEqual({ code: expect.any(String), message: expect.any(String) });
    expect(delaySeconds).toBe(0);
  }
  expect(metrics.addMetric).toHaveBeenCalledWith("RecordsFailed", "Count", report.failed);
});

test("what is unwritten at the deadline goes there too, and the deadline leaves time for it", async () => {
  const { invoke, failureQueue, clock } = setUp(
    new FakeTable<WireRequest>((requests) => requests),
    { MAX_ATTEMPTS: 20 },
  );
  const { report } = await invoke({}, 20_000);
  expect(report).toMatchObject({
    read: 1_000,
    written: 0,
    failed: 1_000,
    stopped: { code: "DEADLINE" },
  });
  expect(clock.now() - START_MS).toBeLessThanOrEqual(15_000);
  expect(failureQueue.taken).toHaveLength(1_000);
  const codes = new Set(failureQueue.taken.map(({ body }) => decodeMessage(body).reason?.code));
  expect(codes).toEqual(new Set(["DEADLINE"]));
});

test("records that reach neither table nor failure queue fail the invocation, which names the count", async () => {
  const { invoke, failureQueue, metrics } = setUp(
    new FakeTable<WireRequest>((requests) => requests),
    { MAX_ATTEMPTS: 1 },
  );
  failureQueue.answer = noSuchQueue;
  await expect(invoke()).rejects.toMatchObject({
    code: "FAILURES_LOST",
    message: expect.stringMatching(
      /^1000 of 1000 unwritten records .*QueueDoesNotExist: no such queue/,
    ),
    hint: expect.any(String),
  });
  expect(metrics.addMetric).toHaveBeenCalledWith("RecordsFailed", "Count", 1_000);
});

test.each([{ run: 7 }, { run: "" }, { returnKeys: "yes" }, { records: 0 }, "run"])(
  "the event %j is refused and nothing is written",
  async (event) => {
    const table = new FakeTable<WireRequest>();
    const { invoke } = setUp(table);
    await expect(invoke(event)).rejects.toMatchObject({ code: "EVENT_INVALID" });
    expect(table.requests).toEqual([]);
  },
);
