import { environment, errorsOf } from "@spillway/errors";
import type { Clock } from "@spillway/pacing";
import { describe, expect, test } from "vitest";
import type { StreamReader } from "../../../src/redrive/stream/ports.ts";
import { redriveStream } from "../../../src/redrive/stream/redrive-stream.ts";
import type { StreamServices } from "../../../src/redrive/stream/services.ts";
import { FakeDeadLetters, letter } from "../fake-dead-letters.ts";
import {
  FakeObjects,
  FakeProcessor,
  failureText,
  notification,
  runClock,
  streamRecord,
} from "./fake-failures.ts";

const noStream: StreamReader = { read: () => Promise.reject(new Error("not to be read")) };
const message = (id: string, body: string) =>
  letter(id, { body, system: { SentTimestamp: String(Date.parse("2026-11-28T10:30:00Z")) } });

interface World extends Partial<StreamServices> {
  readonly letters?: Parameters<typeof message>[];
  readonly objects?: FakeObjects;
  readonly processor?: FakeProcessor;
}

function world({ letters = [], ...services }: World = {}) {
  const clock = runClock();
  const queue = new FakeDeadLetters(
    letters.map((one) => message(...one)),
    clock,
  );
  const objects = services.objects ?? new FakeObjects();
  const processor = services.processor ?? new FakeProcessor();
  const all = {
    ...{ queue, objects, processor, retentionSeconds: 1_209_600, stream: noStream },
    ...services,
  };
  return { clock, queue, objects, processor, services: all };
}

const redrive = (
  { clock, services }: { readonly clock: Clock; readonly services: StreamServices },
  wishes: { dryRun?: boolean; limit?: number } = {},
  signal = new AbortController().signal,
) =>
  redriveStream(
    services,
    { rate: 1_000, dryRun: false, ...wishes },
    { clock, random: () => 0.5, signal, onProgress: () => {} },
  );

describe("failures whose records are kept", () => {
  test("are replayed, the oldest first, and gone after it: objects, messages, late notifications", async () => {
    const objects = new FakeObjects({
      "b.json": failureText([streamRecord(20), streamRecord(21)]),
      "a.json": failureText([streamRecord(100), streamRecord(101)]),
      "c.json": failureText([streamRecord(3)]),
    });
    const made = world({
      objects,
      letters: [
        ["m1", notification("a.json")],
        ["m2", failureText([streamRecord(7)])],
        ["m3", JSON.stringify({ Event: "s3:TestEvent" })],
        ["m4", notification("gone.json")],
      ],
    });
    made.processor.poison = () => {
      // The bucket's notification of what it is busy with comes only now.
      if (made.queue.ids.includes("late")) return false;
      made.queue.add(message("late", notification("c.json")));
      return false;
    };
    const report = await redrive(made);
    expect(made.processor.taken).toEqual(["3", "7", "20", "21", "100", "101"]);
    expect(report).toMatchObject({
      ...{ found: 4, replayed: 4, records: 6, failed: 0, lost: 0, unreadable: 0, left: 0 },
      ...{ complete: true, failures: [] },
    });
    expect(objects.texts.size).toBe(0);
    expect(made.queue.ids).toEqual([]);
    // A second run has nothing to do.
    expect(await redrive(made)).toMatchObject({ found: 0, replayed: 0, records: 0 });
  });

  test("a message of several objects goes with the last of them", async () => {
    const objects = new FakeObjects({
      "a.json": failureText([streamRecord(1)]),
      "b.json": failureText([streamRecord(2)]),
    });
    const made = world({ objects, letters: [["m1", notification("a.json", "b.json")]] });
    made.processor.poison = (number) => number === "2";
    expect(await redrive(made)).toMatchObject({ replayed: 1, failed: 1 });
    expect(made.queue).toMatchObject({ ids: ["m1"], hidden: 0 });
    made.processor.poison = () => false;
    expect(await redrive(made)).toMatchObject({ found: 1, replayed: 1 });
    expect(made.queue.ids).toEqual([]);
  });

  test("what fails again stays with its reason; its neighbours of other items go on", async () => {
    const records = [1, 2, 3, 4, 5, 6].map((n) => streamRecord(n, n % 2 ? "odd" : `i${n}`));
    const objects = new FakeObjects({ "a.json": failureText(records) });
    const made = world({
      objects,
      letters: [["m1", notification("a.json")]],
      processor: new FakeProcessor((number) => number === "3"),
    });
    const report = await redrive(made);
    // The fifth is of the item of which the third failed.
    expect(made.processor.taken).toEqual(["1", "2", "4", "6"]);
    expect(report).toMatchObject({ found: 1, replayed: 0, failed: 1, records: 4 });
    expect(report.failures).toMatchObject([
      {
        ...{ id: "s3://failed/a.json", status: "failed", condition: "RetryAttemptsExhausted" },
        failedRecords: [{ sequenceNumber: "3", error: "audit: no" }],
        untried: 1,
      },
    ]);
    expect(objects.texts.has("a.json")).toBe(true);
    expect(made.queue).toMatchObject({ ids: ["m1"], hidden: 0 });
  });

  test("a cause that is not mended is not tried at each record", async () => {
    const records = Array.from({ length: 500 }, (_, n) => streamRecord(n + 1));
    const made = world({
      objects: new FakeObjects({ "a.json": failureText(records) }),
      processor: new FakeProcessor(() => true),
    });
    const report = await redrive(made);
    expect(made.processor.invocations).toHaveLength(6);
    expect(report.failures[0]).toMatchObject({ untried: 497 });
    expect(report.failures[0]?.failedRecords).toHaveLength(3);
  });

  test("records that are too much together pass in smaller parts", async () => {
    const records = Array.from({ length: 64 }, (_, n) => streamRecord(n + 1));
    const processor = new FakeProcessor();
    const replay = processor.replay.bind(processor);
    processor.replay = async (some) =>
      some.length > 10 ? { kind: "failed-from", place: 0, error: "Task timed out" } : replay(some);
    const made = world({
      objects: new FakeObjects({ "a.json": failureText(records) }),
      processor,
    });
    expect(await redrive(made)).toMatchObject({ replayed: 1, records: 64, failed: 0 });
    expect(processor.taken).toEqual(records.map(({ dynamodb }) => dynamodb.SequenceNumber));
  });
});

describe("many small failures", () => {
  const many = () =>
    new FakeObjects(
      Object.fromEntries(
        Array.from({ length: 250 }, (_, n) => [
          `${n}.json`,
          failureText([streamRecord(2 * n + 1), streamRecord(2 * n + 2)]),
        ]),
      ),
    );
  const inOrder = Array.from({ length: 500 }, (_, n) => String(n + 1));

  test("are replayed a hundred records at a time", async () => {
    const made = world({ objects: many() });
    expect(await redrive(made)).toMatchObject({ replayed: 250, records: 500 });
    expect(made.processor.invocations).toHaveLength(5);
    expect(made.processor.taken).toEqual(inOrder);
    expect(made.objects.texts.size).toBe(0);
  });

  test("of which one fails: that one stays alone", async () => {
    const made = world({ objects: many() });
    made.processor.poison = (number) => number === "222";
    const report = await redrive(made);
    expect(report).toMatchObject({ replayed: 249, failed: 1, records: 499 });
    expect([...made.objects.texts.keys()]).toEqual(["110.json"]);
    expect(new Set(made.processor.taken)).toEqual(new Set(inOrder.filter((n) => n !== "222")));
  });
});

test("a dry run tells what there is, and changes nothing", async () => {
  const objects = new FakeObjects({
    "a.json": failureText([streamRecord(1), streamRecord(2)]),
    "odd.json": "{}",
  });
  const made = world({
    objects,
    letters: [
      ["m1", notification("a.json")],
      ["m2", failureText([streamRecord(9)], false)],
      ["m3", "hello"],
    ],
  });
  const report = await redrive(made, { dryRun: true });
  expect(report).toMatchObject({ found: 4, replayed: 0, left: 2, unreadable: 2, complete: true });
  expect(report.failures).toMatchObject([
    { id: "s3://failed/a.json", records: 2, hasRecords: true, error: "Unhandled" },
    // Made nine seconds past ten: the stream keeps it for a day.
    { id: "message m2", hasRecords: false, keptUntil: "2026-11-29T10:00:09.000Z" },
  ]);
  expect(report.unreadableFailures.map(({ id }) => id)).toEqual([
    "message m3",
    "s3://failed/odd.json",
  ]);
  expect(made.processor.invocations).toEqual([]);
  expect(objects.texts.size).toBe(2);
  expect(made.queue).toMatchObject({ ids: ["m1", "m2", "m3"], hidden: 0 });
});

test("a limit leaves the rest", async () => {
  const objects = new FakeObjects({
    "a.json": failureText([streamRecord(1)]),
    "b.json": failureText([streamRecord(2)]),
  });
  const made = world({ objects });
  expect(await redrive(made, { limit: 1 })).toMatchObject({ replayed: 1, left: 1, complete: true });
  expect(made.processor.taken).toEqual(["1"]);
});

describe("failures of which only the place is kept", () => {
  test("are read from the stream; what it no longer has is told, and the message stays", async () => {
    const lost = {
      ...{ shardId: "shardId-1", fromSequenceNumber: "5", toSequenceNumber: "6", changes: 1 },
      ...{
        stillThereFrom: "6",
        firstAt: undefined,
        lastAt: undefined,
        because: "trimmed" as const,
      },
    };
    const stream: StreamReader = {
      read: async ({ startSequenceNumber: start }) =>
        start === "5"
          ? { records: [streamRecord(6)], lost }
          : { records: [streamRecord(Number(start))], lost: undefined },
    };
    const made = world({
      stream,
      letters: [
        ["m1", failureText([streamRecord(5), streamRecord(6)], false)],
        ["m2", failureText([streamRecord(9)], false)],
      ],
    });
    const report = await redrive(made);
    expect(made.processor.taken).toEqual(["6", "9"]);
    expect(report).toMatchObject({ found: 2, replayed: 1, lost: 1, records: 2 });
    expect(report.failures).toMatchObject([{ id: "message m1", status: "lost", lostRange: lost }]);
    expect(made.queue).toMatchObject({ ids: ["m1"], hidden: 0 });
  });
});

describe("an end in the middle", () => {
  const numbers = [1, 2, 3, 4, 5, 6, 7];
  const worldOfMany = () =>
    world({
      objects: new FakeObjects({
        "a.json": failureText([streamRecord(1), streamRecord(2)]),
        "b.json": failureText([streamRecord(3)]),
        "c.json": failureText([streamRecord(6), streamRecord(7)]),
      }),
      stream: { read: async () => ({ records: [streamRecord(5)], lost: undefined }) },
      letters: [
        ["m1", notification("a.json", "b.json")],
        ["m2", failureText([streamRecord(4)])],
        ["m3", failureText([streamRecord(5)], false)],
      ],
    });

  test("by a kill at any request loses nothing: the next run does the rest", async () => {
    let requests = 1;
    for (let killedAt = 0; killedAt < requests; killedAt += 1) {
      const made = worldOfMany();
      let asked = 0;
      const { services, queue, objects, processor } = made;
      const { stream } = services;
      const kill = <Arguments extends readonly unknown[], Result>(
        request: (...args: Arguments) => Promise<Result>,
      ) => {
        return async (...args: Arguments): Promise<Result> => {
          asked += 1;
          // Killed before the request or, at another number, after it and before its answer.
          if (asked === killedAt) throw new Error("killed");
          const result = await request(...args);
          asked += 1;
          if (asked === killedAt) throw new Error("killed");
          return result;
        };
      };
      const killable = {
        queue: {
          receive: kill(queue.receive),
          delete: kill(queue.delete),
          // A killed run releases nothing.
          release: async () => [],
          hide: async () => [],
        },
        objects: {
          list: () => objects.list(),
          read: kill(objects.read.bind(objects)),
          delete: kill(objects.delete.bind(objects)),
        },
        processor: { replay: kill(processor.replay.bind(processor)) },
        stream: { read: kill(stream.read) },
      };
      await redrive({ ...made, services: { ...services, ...killable } }).catch(() => {});
      requests = Math.max(requests, asked + 1);
      // Its messages are visible again.
      made.clock.pass(121_000);
      const report = await redrive(made);
      expect(report).toMatchObject({ failed: 0, lost: 0, left: 0, complete: true });
      expect([...new Set(processor.taken)].sort()).toEqual(numbers.map(String));
      expect(made.objects.texts.size).toBe(0);
      expect(made.queue.ids).toEqual([]);
    }
    expect(requests).toBeGreaterThan(20);
  });

  test("by Ctrl-C leaves the rest where it was, and visible", async () => {
    const made = worldOfMany();
    const stopping = new AbortController();
    made.processor.poison = (number) => {
      if (number === "3") stopping.abort();
      return false;
    };
    const report = await redrive(made, {}, stopping.signal);
    // The first three are in one invocation.
    expect(report).toMatchObject({ replayed: 3, left: 2, stopped: { code: "INTERRUPTED" } });
    expect(made.queue).toMatchObject({ ids: ["m3"], hidden: 0 });
    expect([...made.objects.texts.keys()]).toEqual(["c.json"]);
  });

  test("by what AWS refuses ends with its code, and counts what was done", async () => {
    const made = worldOfMany();
    const denied = errorsOf({ ACCESS_DENIED: environment() });
    made.objects.delete = async () => {
      throw denied("ACCESS_DENIED", "could not delete");
    };
    const report = await redrive(made);
    expect(report).toMatchObject({
      // What was a message only is gone; the objects are still there.
      ...{ replayed: 1, records: 4, left: 4, complete: false },
      stopped: { code: "ACCESS_DENIED", errorClass: "environment" },
    });
    expect(made.queue).toMatchObject({ hidden: 0 });
  });
});
