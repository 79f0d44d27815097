import fc from "fast-check";
import { expect, test } from "vitest";
import { eventRecord } from "../../src/replay/event-record.ts";
import type { FailureRecord } from "../../src/replay/failure-record.ts";
import { replayAnswer } from "../../src/replay/replay-answer.ts";
import { replayBatches } from "../../src/replay/replay-batches.ts";
import { compareFailures } from "../../src/replay/replay-order.ts";

const STREAM = "arn:aws:dynamodb:eu-west-1:123456789012:table/t/stream/2026-11-28T00:00:00.000";

test("records go in order into parts that an invocation takes", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 60 })),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 100, max: 400 }),
      (records, most, bytes) => {
        const batches = replayBatches(records, "id", { records: most, bytes });
        expect(batches.flat()).toEqual(records);
        for (const batch of batches) {
          expect(batch.length).toBeLessThanOrEqual(most);
          const event = JSON.stringify({ Records: batch, replay: { id: "id" } });
          if (batch.length > 1) expect(Buffer.byteLength(event)).toBeLessThanOrEqual(bytes);
        }
      },
    ),
  );
});

const records = ["11", "12", "13"].map((SequenceNumber) => ({ dynamodb: { SequenceNumber } }));
const named = (...identifiers: unknown[]) =>
  JSON.stringify({
    batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })),
  });

test.each([
  ["null", { kind: "done" }],
  ["", { kind: "done" }],
  ['{"batchItemFailures":null}', { kind: "done" }],
  [named(), { kind: "done" }],
  [named("13", "12"), { kind: "failed-from", place: 1 }],
  [named("99"), { kind: "failed-from", place: 0 }],
  [named(""), { kind: "failed-from", place: 0 }],
  [named(null), { kind: "failed-from", place: 0 }],
  ['{"batchItemFailures":"11"}', { kind: "failed-from", place: 0 }],
  ['"done"', { kind: "done" }],
  ['{"batchItemFailures":[{"itemId', { kind: "failed-from", place: 0 }],
])("the answer %s is read as Lambda does", (payload, expected) => {
  expect(replayAnswer(payload, records)).toEqual(expected);
});

test("a record of the SDK becomes what Lambda hands over", () => {
  const record = {
    eventID: "e1",
    eventName: "REMOVE",
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: "eu-west-1",
    dynamodb: {
      ApproximateCreationDateTime: new Date("2026-11-28T10:00:00.900Z"),
      Keys: { id: { B: new Uint8Array([1, 2, 3]) } },
      OldImage: {
        id: { B: new Uint8Array([1, 2, 3]) },
        n: { N: "12345678901234567890.5" },
        deep: { M: { list: { L: [{ BS: [new Uint8Array([4])] }, { BOOL: false }] } } },
      },
      SequenceNumber: "111",
      SizeBytes: 40,
      StreamViewType: "NEW_AND_OLD_IMAGES",
    },
    userIdentity: { PrincipalId: "dynamodb.amazonaws.com", Type: "Service" },
  };
  expect(eventRecord(record, STREAM)).toEqual({
    ...{ eventID: "e1", eventName: "REMOVE", eventVersion: "1.1", eventSource: "aws:dynamodb" },
    awsRegion: "eu-west-1",
    dynamodb: {
      ApproximateCreationDateTime: Date.parse("2026-11-28T10:00:00Z") / 1_000,
      Keys: { id: { B: "AQID" } },
      OldImage: {
        id: { B: "AQID" },
        n: { N: "12345678901234567890.5" },
        deep: { M: { list: { L: [{ BS: ["BA=="] }, { BOOL: false }] } } },
      },
      ...{ SequenceNumber: "111", SizeBytes: 40, StreamViewType: "NEW_AND_OLD_IMAGES" },
    },
    userIdentity: { principalId: "dynamodb.amazonaws.com", type: "Service" },
    eventSourceARN: STREAM,
  });
});

test("the oldest is replayed first, and of one second the lower number", () => {
  const failure = (firstAt: string | undefined, startSequenceNumber: string) =>
    ({ firstAt, startSequenceNumber, endSequenceNumber: startSequenceNumber }) as FailureRecord;
  const ordered = [
    failure(undefined, "500"),
    failure("2026-11-28T10:00:00Z", "99"),
    failure("2026-11-28T10:00:00.000Z", "100"),
    failure("2026-11-28T10:00:01Z", "7"),
  ];
  expect([...ordered].reverse().sort(compareFailures)).toEqual(ordered);
});
