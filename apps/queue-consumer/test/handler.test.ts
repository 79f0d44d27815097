import type { WireRequest } from "@spillway/table-writer";
import {
  FakeQueue,
  FakeTable,
  lambdaContext,
  ManualClock,
  refused as refusedEntry,
  sqsEvent,
} from "@spillway/testkit";
import { DrainRate, decodeMessage, type OutgoingMessage } from "@spillway/write-buffer";
import { expect, test, vi } from "vitest";
import { fixedPace } from "../src/drain-pace.ts";
import { createHandler } from "../src/handler.ts";
import { putBody, tableShape } from "./spike-table.ts";

const bodies = (count: number) => Array.from({ length: count }, (_, i) => putBody(`item-${i}`));
const DONE = { batchItemFailures: [] };
const failed = (...ids: readonly string[]) => ({
  batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })),
});

function setUp(
  table = new FakeTable<WireRequest>(),
  shape = tableShape(),
  clock = new ManualClock(1_000_000),
  paceFor = fixedPace(new DrainRate(clock, 2)),
) {
  const queue = new FakeQueue<OutgoingMessage>();
  const logger = { info: vi.fn(), warn: vi.fn() };
  const metrics = { addMetric: vi.fn() };
  const handler = createHandler({
    describeTable: async () => shape,
    paceFor,
    transport: table,
    queue,
    clock,
    random: () => 0.5,
    logger,
    metrics,
  });
  const invoke = (messages: Parameters<typeof sqsEvent>[0], remainingMs = 60_000) =>
    clock.run(handler(sqsEvent(messages), lambdaContext({ clock, remainingMs })));
  return { invoke, queue, logger, metrics, clock };
}

test("writes every item as it came in the message and acknowledges all", async () => {
  const table = new FakeTable<WireRequest>();
  const { invoke, queue, metrics, logger } = setUp(table);
  const exact = { n: { N: "12345678901234567890123456789012345678" }, b: { B: "AAEC" } };
  expect(await invoke([putBody("a", exact), putBody("b")])).toEqual(DONE);
  expect([...table.items.values()].map(({ attributes }) => attributes)).toEqual([
    { pk: { S: "a" }, sk: { N: "1" }, ...exact },
    { pk: { S: "b" }, sk: { N: "1" } },
  ]);
  expect(queue.taken).toEqual([]);
  expect(metrics.addMetric.mock.calls).toEqual([
    ["RecordsWritten", "Count", 2],
    ["RecordsDeferred", "Count", 0],
    ["RecordsFailed", "Count", 0],
  ]);
  expect(logger.info).toHaveBeenCalledOnce();
  expect(logger.warn).not.toHaveBeenCalled();
});

test("a delete takes the item away, with puts in one batch", async () => {
  const table = new FakeTable<WireRequest>();
  const { invoke } = setUp(table);
  const gone = '{"v":1,"op":"delete","key":{"pk":{"S":"gone"},"sk":{"N":"1"}}}';
  expect(await invoke([putBody("a"), gone])).toEqual(DONE);
  expect(table.requests).toHaveLength(1);
  expect(table.requests[0]?.map(({ op }) => op)).toEqual(["put", "delete"]);
  expect(table.requests[0]?.[1]?.json).toBe('{"pk":{"S":"gone"},"sk":{"N":"1"}}');
});

test("an empty batch is done", async () => {
  expect(await setUp().invoke([])).toEqual(DONE);
});

test("malformed messages fail alone", async () => {
  const table = new FakeTable<WireRequest>();
  const { invoke, queue, logger } = setUp(table);
  const answer = await invoke(["not JSON", putBody("a"), '{"v":9}']);
  expect(answer).toEqual(failed("message-1", "message-3"));
  expect(table.items.size).toBe(1);
  expect(queue.taken).toEqual([]);
  expect(logger.warn).toHaveBeenCalledTimes(2);
});

test("items that the table can never take fail, each under its own message", async () => {
  const table = new FakeTable<WireRequest>();
  const { invoke, queue } = setUp(table);
  const keyless = '{"v":1,"op":"put","item":{"sk":{"N":"1"}}}';
  const wrongType = '{"v":1,"op":"put","item":{"pk":{"N":"7"},"sk":{"N":"1"}}}';
  const answer = await invoke([putBody("a"), keyless, "broken", wrongType, putBody("b")]);
  expect(new Set(answer.batchItemFailures)).toEqual(
    new Set(failed("message-2", "message-3", "message-4").batchItemFailures),
  );
  expect(table.items.size).toBe(2);
  expect(queue.taken).toEqual([]);
});

test("two messages of one key are both done; the later one's item stays", async () => {
  const table = new FakeTable<WireRequest>();
  const { invoke, queue } = setUp(table);
  const first = putBody("a", { n: { N: "1" } });
  const second = putBody("a", { n: { N: "2" } });
  expect(await invoke([first, second])).toEqual(DONE);
  expect([...table.items.values()].map(({ attributes }) => attributes.n)).toEqual([{ N: "2" }]);
  expect(queue.taken).toEqual([]);
});

test("what is throttled at every attempt is deferred: sent again with a delay, then acknowledged", async () => {
  const isHot = ({ json }: { json: string }) => json.includes("item-1");
  const table = new FakeTable<WireRequest>((requests) => requests.filter(isHot));
  const { invoke, queue, metrics } = setUp(table);
  expect(await invoke(bodies(5))).toEqual(DONE);
  expect(queue.taken).toMatchObject([{ body: putBody("item-1"), delaySeconds: 1 }]);
  expect(metrics.addMetric).toHaveBeenCalledWith("RecordsWritten", "Count", 4);
  expect(metrics.addMetric).toHaveBeenCalledWith("RecordsDeferred", "Count", 1);
});

test("a table that throttles whole requests until the deadline defers all, spread by the pace", async () => {
  const throttled = () =>
    Object.assign(new Error("slow down"), { name: "ProvisionedThroughputExceededException" });
  const { invoke, queue, clock } = setUp(new FakeTable<WireRequest>(throttled));
  const startedAt = clock.now();
  expect(await invoke(bodies(100), 10_000)).toEqual(DONE);
  expect(clock.now() - startedAt).toBeLessThanOrEqual(7_000);
  const delays = queue.taken.map(({ delaySeconds }) => delaySeconds);
  // 100 writes at 50 units a second, which is half of the table's 100.
  expect(delays).toEqual([...Array(50).fill(1), ...Array(50).fill(2)]);
});

test("writes at its share of the capacity, and defers what that leaves no time for", async () => {
  const table = new FakeTable<WireRequest>();
  const shape = tableShape({ billing: { mode: "provisioned", writeUnits: 10, readUnits: 1 } });
  const { invoke, queue, metrics } = setUp(table, shape);
  expect(await invoke(bodies(300), 23_000)).toEqual(DONE);
  // 20 s at 5 units a second, a batch of 25 on top at most.
  expect(table.items.size).toBeGreaterThanOrEqual(75);
  expect(table.items.size).toBeLessThanOrEqual(130);
  expect(table.items.size + queue.taken.length).toBe(300);
  const written = new Set([...table.items.values()].map(({ json }) => json));
  for (const { body } of queue.taken) {
    expect(written.has(JSON.stringify(decodeMessage(body).attributes))).toBe(false);
  }
  expect(Math.max(...queue.taken.map(({ delaySeconds }) => delaySeconds))).toBeLessThanOrEqual(900);
  expect(metrics.addMetric).toHaveBeenCalledWith("RecordsDeferred", "Count", queue.taken.length);
});

test("the pace holds over invocations", async () => {
  const shape = tableShape({ billing: { mode: "provisioned", writeUnits: 10, readUnits: 1 } });
  const { invoke, clock } = setUp(new FakeTable<WireRequest>(), shape);
  const startedAt = clock.now();
  for (let i = 0; i < 10; i += 1) await invoke(bodies(25));
  // 250 units at 5 a second: 50 s, less what may go at once.
  expect(clock.now() - startedAt).toBeGreaterThanOrEqual(40_000);
});

test("an on-demand table is written to at once", async () => {
  const shape = tableShape({ billing: { mode: "on-demand" } });
  const { invoke, clock } = setUp(new FakeTable<WireRequest>(), shape);
  const startedAt = clock.now();
  expect(await invoke(bodies(1_000))).toEqual(DONE);
  expect(clock.now()).toBe(startedAt);
});

test("a message that can be neither written nor deferred is not acknowledged", async () => {
  const table = new FakeTable<WireRequest>((requests) => requests);
  const { invoke, queue, metrics, logger } = setUp(table);
  queue.answer = (_, messages) =>
    messages.flatMap(({ body }, index) =>
      body.includes("item-2") ? [refusedEntry(index, true)] : [],
    );
  expect(await invoke(bodies(4))).toEqual(failed("message-3"));
  expect(queue.taken).toHaveLength(3);
  expect(metrics.addMetric).toHaveBeenCalledWith("RecordsDeferred", "Count", 3);
  expect(metrics.addMetric).toHaveBeenCalledWith("RecordsFailed", "Count", 1);
  expect(logger.warn).toHaveBeenCalledOnce();
});

test("while DynamoDB is out of reach, messages wait", async () => {
  const refused = () => Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  const { invoke, queue } = setUp(new FakeTable<WireRequest>(refused));
  expect(await invoke(bodies(60))).toEqual(DONE);
  expect(queue.taken).toHaveLength(60);
});

test("a table that is gone fails the messages: waiting would not help", async () => {
  const gone = () => Object.assign(new Error("no table"), { name: "ResourceNotFoundException" });
  const { invoke, queue } = setUp(new FakeTable<WireRequest>(gone));
  expect(await invoke(bodies(2))).toEqual(failed("message-1", "message-2"));
  expect(queue.taken).toEqual([]);
});
