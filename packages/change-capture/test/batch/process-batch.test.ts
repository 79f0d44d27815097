import { Deadline } from "@spillway/pacing";
import { ManualClock, streamEvent } from "@spillway/testkit";
import { describe, expect, test } from "vitest";
import {
  type ChangeEvent,
  type DestinationRecord,
  FailurePolicies,
  processBatch,
  readBatch,
  type Sink,
  sequenceNumbersToRetry,
} from "../../src/index.ts";
import { batchServices, fakeSink, invocation, placesOf } from "../fixtures/sinks.ts";

/** A batch of changes of items by these names. */
function batchOf(...items: string[]) {
  return readBatch(
    streamEvent(items.map((pk) => ({ keys: { pk: { S: pk } }, newImage: { pk: { S: pk } } })))
      .Records,
  );
}
const at = (place: number) => (change: ChangeEvent) => placesOf([change])[0] === place;
const failingAt =
  (place: number, error: unknown = new TypeError("poison")) =>
  (change: ChangeEvent) =>
    at(place)(change) ? error : undefined;

describe("a batch", () => {
  test("goes to each sink in turn", async () => {
    const batch = batchOf("a", "b", "a");
    const sinks = [fakeSink("one"), fakeSink("two")];
    const report = await processBatch(batch, batchServices({ sinks }), invocation());
    expect(report).toEqual({ received: 3, processed: 3, failed: [], sentToDestination: [] });
    for (const { taken } of sinks) expect(new Set(taken)).toEqual(new Set(batch.changes));
    expect(sequenceNumbersToRetry(batch, report)).toEqual([]);
  });

  test("of nothing is done at once", async () => {
    const report = await processBatch(batchOf(), batchServices({ sinks: [] }), invocation());
    expect(report).toMatchObject({ received: 0, processed: 0 });
  });

  test("whose change failed: nothing later of its item, and not to later sinks; the rest goes on", async () => {
    const batch = batchOf("a", "b", "a", "b", "a");
    const [one, two] = [fakeSink("one", failingAt(2)), fakeSink("two")];
    const report = await processBatch(batch, batchServices({ sinks: [one, two] }), invocation());
    expect(placesOf(one.taken).toSorted()).toEqual([0, 1, 3]);
    expect(placesOf(two.taken).toSorted()).toEqual([0, 1, 3]);
    expect(report).toMatchObject({ processed: 3, failed: [{ place: 2, sink: "one" }] });
    expect(sequenceNumbersToRetry(batch, report)).toEqual(["100000000000000000002"]);
  });

  test("of which a whole sink fails fails as a whole", async () => {
    const batch = batchOf("a", "b");
    const broken: Sink = { name: "audit", write: () => Promise.reject(new Error("no bucket")) };
    const later = fakeSink("later");
    const report = await processBatch(
      batch,
      batchServices({ sinks: [broken, later] }),
      invocation(),
    );
    expect(later.taken).toEqual([]);
    expect(report.failed.map(({ place, sink }) => [place, sink])).toEqual([
      [0, "audit"],
      [1, "audit"],
    ]);
    expect(() => sequenceNumbersToRetry(batch, report)).toThrow(
      expect.objectContaining({
        code: "BATCH_FAILED",
        message: "record 100000000000000000000 failed in audit: Error: no bucket",
      }),
    );
  });

  test("of one change that fails is reported: it can't be halved", async () => {
    const batch = batchOf("a");
    const services = batchServices({ sinks: [fakeSink("one", failingAt(0))] });
    const report = await processBatch(batch, services, invocation());
    expect(sequenceNumbersToRetry(batch, report)).toEqual(["100000000000000000000"]);
  });

  test("with records that can't be read loses nothing beside them", async () => {
    const good = streamEvent([{ newImage: {} }, { newImage: {} }]).Records;
    const batch = readBatch([good[0], { dynamodb: { SequenceNumber: "5" } }, good[1]]);
    const sink = fakeSink("one");
    const report = await processBatch(batch, batchServices({ sinks: [sink] }), invocation());
    expect(sink.taken).toHaveLength(2);
    expect(report).toMatchObject({
      received: 3,
      processed: 2,
      failed: [{ place: 1, sink: "record", error: { code: "RECORD_UNREADABLE" } }],
    });
    expect(sequenceNumbersToRetry(batch, report)).toEqual(["5"]);
  });

  test("with a record of which not even the place is known fails as a whole", async () => {
    const batch = readBatch([streamEvent([{ newImage: {} }]).Records[0], null]);
    const report = await processBatch(batch, batchServices({ sinks: [] }), invocation());
    expect(() => sequenceNumbersToRetry(batch, report)).toThrow("record 2 of the batch failed");
  });

  test("is no batch without a list of records", () => {
    expect(() => readBatch(undefined)).toThrow(
      expect.objectContaining({ code: "RECORD_UNREADABLE" }),
    );
  });

  test("for which no time is left is handed back, not begun", async () => {
    const clock = new ManualClock();
    const sink = fakeSink("one");
    const report = await processBatch(
      batchOf("a", "b"),
      batchServices({
        sinks: [sink],
        policies: new FailurePolicies([{ error: "*", policy: "destination" }]),
        destination: { send: () => Promise.reject(new Error("not for this")) },
      }),
      invocation(clock, { deadline: Deadline.after(clock, 0) }),
    );
    expect(sink.taken).toEqual([]);
    expect(report.failed).toMatchObject([
      { error: { code: "DEADLINE_PASSED" } },
      { error: { code: "DEADLINE_PASSED" } },
    ]);
  });

  test("whose time ends in the middle hands back the rest", async () => {
    const clock = new ManualClock();
    const sink: Sink = {
      name: "slow",
      write: (changes, { inOrder }) => inOrder(changes, () => clock.sleep(30_000)),
    };
    const services = batchServices({ sinks: [sink], concurrency: 1 }, clock);
    const report = await clock.run(
      processBatch(batchOf("a", "b", "c"), services, invocation(clock)),
    );
    expect(report.failed).toMatchObject([{ place: 2, error: { code: "DEADLINE_PASSED" } }]);
  });
});

describe("a failure of policy destination", () => {
  const policies = new FailurePolicies([
    { error: "TypeError", policy: "destination" },
    { error: "RECORD_UNREADABLE", policy: "destination" },
  ]);

  test("goes there at once, and later changes of its item go on", async () => {
    const sent: DestinationRecord[] = [];
    const batch = batchOf("a", "a", "b", "a");
    const [one, two] = [fakeSink("one", failingAt(1)), fakeSink("two")];
    const report = await processBatch(
      batch,
      batchServices({
        sinks: [one, two],
        policies,
        destination: { send: async (record) => void sent.push(record) },
      }),
      invocation(),
    );
    expect(placesOf(two.taken).toSorted()).toEqual([0, 2, 3]);
    expect(report).toMatchObject({
      processed: 3,
      failed: [],
      sentToDestination: [{ place: 1, sink: "one" }],
    });
    expect(sent).toHaveLength(1);
    const { body, id, at: time } = sent[0] ?? {};
    expect([id, time]).toEqual([batch.changes[1]?.eventId, batch.changes[1]?.at]);
    const { payload, ...rest } = JSON.parse(body ?? "");
    expect(JSON.parse(payload)).toEqual({ Records: [batch.records[1]] });
    expect(rest).toMatchObject({
      requestContext: { requestId: "request-1", condition: "FailurePolicy" },
      failure: { sink: "one", name: "TypeError", message: "poison" },
      version: "1.0",
      DDBStreamBatchInfo: {
        startSequenceNumber: "100000000000000000001",
        endSequenceNumber: "100000000000000000001",
        batchSize: 1,
        streamArn: expect.stringContaining(":table/orders/stream/"),
      },
    });
  });

  test("takes records that can't be read too, by a name that follows from them", async () => {
    const sent: DestinationRecord[] = [];
    const services = batchServices({
      sinks: [],
      policies,
      destination: { send: async (record) => void sent.push(record) },
    });
    for (let time = 0; time < 2; time += 1) {
      const report = await processBatch(readBatch([{ odd: true }]), services, invocation());
      expect(report).toMatchObject({ failed: [], sentToDestination: [{ place: 0 }] });
    }
    expect(sent[0]?.id).toMatch(/^[0-9a-f]{64}$/);
    expect(sent[1]?.id).toBe(sent[0]?.id);
  });

  test("is reported with both errors when the destination can't be reached", async () => {
    const services = batchServices({
      sinks: [fakeSink("one", failingAt(1))],
      policies,
      destination: { send: () => Promise.reject(new RangeError("no such bucket")) },
    });
    const report = await processBatch(batchOf("b", "a", "a"), services, invocation());
    expect(report).toMatchObject({ processed: 1, sentToDestination: [] });
    expect(report.failed).toMatchObject([
      { place: 1, error: { errors: [{ message: "poison" }, { message: "no such bucket" }] } },
    ]);
  });

  test("is reported in a replay: told that it went there, the redrive would delete it", async () => {
    const sent: DestinationRecord[] = [];
    const services = batchServices({
      sinks: [fakeSink("one", failingAt(0))],
      policies,
      destination: { send: async (record) => void sent.push(record) },
    });
    const report = await processBatch(batchOf("a"), services, { ...invocation(), replayed: true });
    expect(report).toMatchObject({ failed: [{ place: 0 }], sentToDestination: [] });
    expect(sent).toEqual([]);
  });

  test("is reported when there is no destination", async () => {
    const services = batchServices({ sinks: [fakeSink("one", failingAt(0))], policies });
    const report = await processBatch(batchOf("a"), services, invocation());
    expect(report.failed).toMatchObject([{ place: 0 }]);
  });

  test("holds for what a sink says of several at once", async () => {
    const sent: DestinationRecord[] = [];
    const sink: Sink = {
      name: "pairs",
      write: (changes, { inBatches }) =>
        inBatches(changes, 2, async (some) =>
          some.filter(at(0)).map((change) => ({ change, error: new TypeError("poison") })),
        ),
    };
    const batch = batchOf("a", "b", "a");
    const report = await processBatch(
      batch,
      batchServices({
        sinks: [sink],
        policies,
        destination: { send: async (record) => void sent.push(record) },
      }),
      invocation(),
    );
    expect(report).toMatchObject({ processed: 2, failed: [], sentToDestination: [{ place: 0 }] });
  });
});

test("what passes is retried within the invocation", async () => {
  const clock = new ManualClock();
  let calls = 0;
  const sink: Sink = {
    name: "one",
    write: (changes, { inOrder, retry }) =>
      inOrder(changes, () =>
        retry(async () => {
          calls += 1;
          if (calls < 3) throw Object.assign(new Error("slow down"), { name: "SlowDown" });
        }),
      ),
  };
  const services = batchServices({ sinks: [sink] }, clock);
  const report = await clock.run(processBatch(batchOf("a"), services, invocation(clock)));
  expect(report.processed).toBe(1);
  expect(calls).toBe(3);
});
