import { createClients } from "@spillway/aws-clients";
import { parseFailureRecord } from "@spillway/change-capture";
import pc from "picocolors";
import { describe, expect, test } from "vitest";
import { outcomeOf } from "../../../src/redrive/stream/lambda-processor.ts";
import { mappingFilter } from "../../../src/redrive/stream/mapping-filter.ts";
import { streamReader } from "../../../src/redrive/stream/stream-reader.ts";
import type { StreamRedrive } from "../../../src/redrive/stream/stream-redrive.ts";
import { streamRedriveText } from "../../../src/redrive/stream/stream-redrive-text.ts";
import { type FakeOperation, fakeError, startFakeAws } from "../../fake-aws.ts";
import { failureText, streamRecord } from "./fake-failures.ts";

describe("what an invocation answers", () => {
  const records = [streamRecord(11), streamRecord(12), streamRecord(13)];
  const answer = { payload: "null", failed: false, log: "" };
  const named = '{"batchItemFailures":[{"itemIdentifier":"12"}]}';

  test("is done without failures", () => {
    expect(outcomeOf(records, answer)).toEqual({ kind: "done" });
  });

  test("is failed as a whole where the function threw", () => {
    const payload = '{"errorType":"SpillwayError","errorMessage":"record 11 failed in audit"}';
    expect(outcomeOf(records, { ...answer, failed: true, payload })).toEqual({
      ...{ kind: "failed-from", place: 0, error: "SpillwayError: record 11 failed in audit" },
    });
    expect(outcomeOf(records, { ...answer, failed: true, payload: "killed" })).toMatchObject({
      error: "Error: killed",
    });
  });

  test("names what failed; why is in the last lines of the log", () => {
    const log = `START\n${JSON.stringify({ message: "changes failed", sink: "audit", code: "NoSuchBucket", reason: "no bucket" })}\nREPORT`;
    expect(outcomeOf(records, { ...answer, payload: named, log })).toEqual({
      ...{ kind: "failed-from", place: 1, error: "audit: NoSuchBucket: no bucket" },
    });
    expect(outcomeOf(records, { ...answer, payload: named })).toMatchObject({
      error: "the processor named it as failed: see its log",
    });
  });
});

/** Clients of an endpoint that answers so. */
async function withAws<Result>(
  operations: Readonly<Record<string, FakeOperation>>,
  work: (clients: ReturnType<typeof createClients>) => Promise<Result>,
): Promise<Result> {
  const aws = await startFakeAws(operations);
  const clients = createClients({
    ...{ region: "us-east-1", endpoint: aws.endpoint },
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  try {
    return await work(clients);
  } finally {
    clients.destroy();
    await aws.close();
  }
}

describe("a range of the stream", () => {
  const failure = parseFailureRecord(
    failureText(
      [10, 11, 12].map((n) => streamRecord(n)),
      false,
    ),
  );
  const record = (SequenceNumber: string) => ({
    eventID: SequenceNumber,
    dynamodb: { SequenceNumber, Keys: { id: { S: "a" } } },
  });
  const pages = (...answers: readonly (readonly string[])[]): FakeOperation => {
    const left = [...answers];
    return () => ({
      body: {
        Records: (left.shift() ?? []).map(record),
        ...(left.length > 0 ? { NextShardIterator: "next" } : {}),
      },
    });
  };
  const read = (operations: Readonly<Record<string, FakeOperation>>) =>
    withAws(operations, async (clients) => {
      const reader = await streamReader(
        clients,
        undefined,
        ({ eventID }) => eventID !== "filtered",
      );
      const { records, lost } = await reader.read(failure);
      return { numbers: records.map((one) => Object(one).eventID), lost };
    });
  const iterator = { GetShardIterator: () => ({ body: { ShardIterator: "i" } }) };

  test("is read to its end over empty answers, and no further", async () => {
    const GetRecords = pages(["10"], [], ["11", "12", "13"]);
    expect(await read({ ...iterator, GetRecords })).toEqual({
      numbers: ["10", "11", "12"],
      lost: undefined,
    });
  });

  test("whose beginning was trimmed gives what is left, and says what is lost", async () => {
    const trimmed = fakeError("TrimmedDataAccessException", "trimmed");
    const GetShardIterator: FakeOperation = ({ ShardIteratorType: type }) =>
      type === "TRIM_HORIZON" ? iterator.GetShardIterator() : trimmed;
    expect(await read({ GetShardIterator, GetRecords: pages(["12", "13"]) })).toEqual({
      numbers: ["12"],
      lost: {
        ...{ shardId: "shardId-1", fromSequenceNumber: "10", toSequenceNumber: "12", changes: 2 },
        ...{ stillThereFrom: "12", because: "trimmed" },
        ...{ firstAt: "2026-11-28T10:00:10.000Z", lastAt: "2026-11-28T10:00:10.000Z" },
      },
    });
  });

  test.each([
    ["ResourceNotFoundException", "gone"],
    ["TrimmedDataAccessException", "trimmed"],
  ])("of which nothing is left is lost: %s", async (type, because) => {
    const GetShardIterator = () => fakeError(type, "no");
    expect(await read({ GetShardIterator })).toMatchObject({
      numbers: [],
      lost: { changes: 3, stillThereFrom: undefined, because },
    });
  });

  test("that may not be read is an error", async () => {
    const GetShardIterator = () => fakeError("AccessDeniedException", "no");
    await expect(read({ GetShardIterator })).rejects.toMatchObject({ code: "ACCESS_DENIED" });
  });
});

test("a mapping's filter leaves out what the function was never meant to get", async () => {
  const mappings = (...patterns: readonly string[]) =>
    withAws(
      {
        // The fake knows Lambda's other operations by no name.
        GetCallerIdentity: () => ({
          body: {
            EventSourceMappings: [
              { EventSourceArn: "arn:aws:sqs:us-east-1:1:q" },
              {
                EventSourceArn: "arn:aws:dynamodb:us-east-1:1:table/t/stream/x",
                FilterCriteria: { Filters: patterns.map((Pattern) => ({ Pattern })) },
              },
            ],
          },
        }),
      },
      (clients) => mappingFilter(clients, "processor"),
    );
  const insert = { eventName: "INSERT" } as Parameters<Awaited<ReturnType<typeof mappings>>>[0];
  const remove = { ...insert, eventName: "REMOVE" };
  const filtered = await mappings('{"eventName":["INSERT"]}', '{"eventName":["MODIFY"]}');
  expect([filtered(insert), filtered(remove)]).toEqual([true, false]);
  const unfiltered = await mappings();
  expect(unfiltered(remove)).toBe(true);
});

test("a person reads what was replayed, what failed again, and what can no longer be had", () => {
  const base = {
    ...{ condition: "RetryAttemptsExhausted", error: "Unhandled", shardId: "shardId-1" },
    ...{ fromSequenceNumber: "10", toSequenceNumber: "12" },
    ...{ firstAt: "2026-11-28T10:00:00Z", failedAt: "2026-11-28T10:05:00Z" },
  };
  const redrive: StreamRedrive = {
    ...{ sources: ["dlq"], functionName: "processor", dryRun: false, complete: true, seconds: 4 },
    ...{ found: 4, replayed: 1, records: 1_200, failed: 1, lost: 1, unreadable: 1, left: 0 },
    failures: [
      {
        ...{ ...base, id: "s3://failed/a", status: "failed", records: 3, hasRecords: true },
        failedRecords: [{ sequenceNumber: "11", error: "audit:\n no" }],
        untried: 1,
      },
      {
        ...{ ...base, id: "message m1", status: "lost", records: 3, hasRecords: false },
        lostRange: {
          ...{ shardId: "shardId-1", fromSequenceNumber: "10", toSequenceNumber: "12" },
          ...{ stillThereFrom: "12", firstAt: base.firstAt, lastAt: base.failedAt },
          ...{ changes: 2, because: "trimmed" },
        },
      },
    ],
    unreadableFailures: [{ id: "message m2", reason: { code: "X", message: "it is neither" } }],
    hidden: 2,
  };
  const colours = pc.createColors(false);
  const now = Date.parse("2026-11-28T12:00:00Z");
  expect(streamRedriveText(redrive, colours, now)).toBe(
    `1 failure replayed, 1,200 records  in 4 s, 300 a second
    4 found = 1 replayed + 1 failed again + 1 lost + 1 unreadable + 0 left

    s3://failed/a
      3 records · of 2 h ago · RetryAttemptsExhausted (Unhandled) · given up at 2026-11-28 10:05:00 UTC
      failed again: 11: audit: no
      not tried: 1 behind

    message m1
      3 records · of 2 h ago · RetryAttemptsExhausted (Unhandled) · given up at 2026-11-28 10:05:00 UTC
      2 changes of shardId-1 from 10 up to before 12, made from 2026-11-28 10:00:00 UTC to 2026-11-28 10:05:00 UTC, can no longer be had: the stream has let go of them

    message m2
      can't be read: it is neither

    A stream keeps its records for 24 hours, and a queue gets only their place. With failure_destination = "s3" the records themselves are kept.

    2 messages could not be seen: another reader has them, or a run that was killed.
    They come back within two minutes of such a run; redrive again then.`,
  );
  const dry: StreamRedrive = {
    ...{ ...redrive, dryRun: true, found: 1, lost: 0, hidden: 0, unreadableFailures: [] },
    failures: [
      {
        ...{ ...base, id: "message m1", status: "left", records: 3, hasRecords: false },
        keptUntil: "2026-11-29T10:00:00Z",
      },
    ],
  };
  expect(streamRedriveText(dry, colours, now)).toBe(
    `1 failure  dlq  (dry run: nothing was replayed)

    message m1
      3 records · of 2 h ago · RetryAttemptsExhausted (Unhandled) · given up at 2026-11-28 10:05:00 UTC
      only its place in the stream is kept, until 2026-11-29 10:00:00 UTC`,
  );
  const over = streamRedriveText(dry, colours, Date.parse("2026-11-30T00:00:00Z"));
  expect(over).toContain("until 2026-11-29 10:00:00 UTC: over");
});
