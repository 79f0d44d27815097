import { sampleRecords } from "@spillway/sample-spike";
import { lambdaContext, ManualClock, scheduledEvent } from "@spillway/testkit";
import { decodeMessage, type EntryFailure, type OutgoingMessage } from "@spillway/write-buffer";
import { expect, test, vi } from "vitest";
import { createHandler, type Services } from "../src/handler.ts";

const START_MS = Date.parse("2026-01-05T10:00:00Z");

function setUp(
  settings: Partial<Services["settings"]> = {},
  answer: (
    clock: ManualClock,
  ) => readonly EntryFailure[] | Promise<readonly EntryFailure[]> = () => [],
) {
  const requests: (readonly OutgoingMessage[])[] = [];
  const clock = new ManualClock(START_MS);
  const logger = { info: vi.fn() };
  const metrics = { addMetric: vi.fn() };
  const handler = createHandler({
    settings: {
      QUEUE_URL: "https://sqs.us-east-1.amazonaws.com/123456789012/buffer",
      DISTRIBUTION_WINDOW_SECONDS: 900,
      RECORD_TTL_SECONDS: 0,
      ...settings,
    },
    sample: sampleRecords,
    queue: {
      async sendBatch(messages) {
        requests.push(messages);
        return answer(clock);
      },
    },
    clock,
    random: () => 0,
    logger,
    metrics,
  });
  const invoke = (event: unknown = {}) => handler(event, lambdaContext());
  return { invoke, requests, clock, logger, metrics };
}

test("sends the 1,000 records in batches of 10, each with a key, the run and its columns", async () => {
  const { invoke, requests, metrics, logger } = setUp({ RECORD_TTL_SECONDS: 60 });
  const answer = await invoke({ run: "r1" });
  expect(answer).toEqual({
    run: "r1",
    strategy: "buffered",
    startedAt: "2026-01-05T10:00:00.000Z",
    finishedAt: "2026-01-05T10:00:00.000Z",
    report: expect.objectContaining({ read: 1_000, sent: 1_000, failed: 0, requests: 100 }),
  });
  expect(requests.map((batch) => batch.length)).toEqual(Array(100).fill(10));
  const items = requests.flat().map(({ body }) => decodeMessage(body).attributes);
  expect(items[0]).toMatchObject({
    pk: { S: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    sk: { N: String(START_MS) },
    run: { S: "r1" },
    expires_at: { N: String(START_MS / 1_000 + 60) },
    order_number: { S: expect.any(String) },
  });
  expect(new Set(items.map(({ pk }) => JSON.stringify(pk))).size).toBe(1_000);
  expect(metrics.addMetric.mock.calls).toEqual([
    ["RecordsSent", "Count", 1_000],
    ["RecordsFailed", "Count", 0],
  ]);
  expect(logger.info).toHaveBeenCalledOnce();
});

test.each([
  { window: 900, perSecond: [1, 2] },
  { window: 45, perSecond: [22, 23] },
])("spreads them evenly over $window seconds", async ({ window, perSecond }) => {
  const { invoke, requests } = setUp({ DISTRIBUTION_WINDOW_SECONDS: window });
  await invoke();
  const due = Map.groupBy(requests.flat(), ({ delaySeconds }) => delaySeconds);
  expect([...due.keys()]).toEqual(Array.from({ length: window }, (_, second) => second));
  const counts = new Set([...due.values()].map((messages) => messages.length));
  expect([...counts].toSorted((a, b) => a - b)).toEqual(perSecond);
});

test("the time that sending takes does not lengthen the window", async () => {
  const sentAtMs: number[] = [];
  const { invoke, requests } = setUp({ DISTRIBUTION_WINDOW_SECONDS: 45 }, async (clock) => {
    sentAtMs.push(clock.now());
    await clock.advance(200);
    return [];
  });
  await invoke();
  for (const [batch, messages] of requests.entries()) {
    for (const [place, { delaySeconds }] of messages.entries()) {
      const dueSeconds = ((sentAtMs[batch] ?? 0) - START_MS) / 1_000 + delaySeconds;
      const planned = Math.floor(((batch * 10 + place) * 45) / 1_000);
      expect(Math.abs(dueSeconds - planned)).toBeLessThanOrEqual(1);
    }
  }
});

test("a window of 0 makes all due at once", async () => {
  const { invoke, requests } = setUp({ DISTRIBUTION_WINDOW_SECONDS: 0 });
  await invoke();
  expect(requests.flat().every(({ delaySeconds }) => delaySeconds === 0)).toBe(true);
});

test("refused entries are sent again with the delay that they had", async () => {
  let refusals = 0;
  const { invoke, requests, clock } = setUp({}, () => {
    refusals += 1;
    return refusals === 1 ? [{ index: 9, code: "Busy", message: "later", senderFault: false }] : [];
  });
  const working = invoke();
  while (clock.sleeping === 0) await new Promise((resolve) => setImmediate(resolve));
  const { report } = await clock.run(working);
  expect(report).toMatchObject({ sent: 1_000, failed: 0, requests: 101, attempts: 1_001 });
  expect(requests[1]).toEqual([requests[0]?.[9]]);
});

test("records that stay unsent fail the invocation, which names the count", async () => {
  const refused = { index: 0, code: "InvalidMessageContents", message: "bad", senderFault: true };
  const { invoke, metrics } = setUp({}, () => [refused]);
  await expect(invoke()).rejects.toMatchObject({
    code: "RECORDS_NOT_SENT",
    message: expect.stringMatching(/^100 of 1000 records .*InvalidMessageContents: bad/),
    hint: expect.any(String),
  });
  expect(metrics.addMetric).toHaveBeenCalledWith("RecordsSent", "Count", 900);
  expect(metrics.addMetric).toHaveBeenCalledWith("RecordsFailed", "Count", 100);
});

test("a schedule's event starts a run of its own each time; keys come when asked for", async () => {
  const { invoke, requests } = setUp();
  const first = await invoke(scheduledEvent());
  const second = await invoke({ returnKeys: true });
  expect(first).not.toHaveProperty("keys");
  expect(first.run).not.toBe(second.run);
  const sent = requests
    .slice(100)
    .flat()
    .map(({ body }) => decodeMessage(body).attributes);
  expect(second.keys?.map(([pk, sk]) => [{ S: pk }, { N: String(sk) }])).toEqual(
    sent.map(({ pk, sk }) => [pk, sk]),
  );
});

test("sends only as many records as asked for, without a delay for the first", async () => {
  const { invoke, requests } = setUp();
  const { report } = await invoke({ records: 1 });
  expect(report).toMatchObject({ read: 1, sent: 1 });
  expect(requests.flat()).toEqual([expect.objectContaining({ delaySeconds: 0 })]);
});

test.each([{ run: 7 }, { returnKeys: "yes" }, { records: 1.5 }])(
  "the event %j is refused, nothing is sent",
  async (event) => {
    const { invoke, requests } = setUp();
    await expect(invoke(event)).rejects.toMatchObject({ code: "EVENT_INVALID" });
    expect(requests).toEqual([]);
  },
);
