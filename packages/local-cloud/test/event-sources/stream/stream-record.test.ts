import { describe, expect, it } from "vitest";
import { failureDelivery } from "../../../src/event-sources/stream/failure-record.ts";
import { laneOfKey } from "../../../src/event-sources/stream/lane-of-key.ts";
import { streamFilter } from "../../../src/event-sources/stream/stream-filter.ts";
import {
  eventRecord,
  streamEvent,
  streamRecord,
} from "../../../src/event-sources/stream/stream-record.ts";

const context = {
  streamArn: "arn:aws:dynamodb:eu-west-1:123456789012:table/t/stream/s",
  partitionKey: "id",
};
const item = { id: { S: "a" }, n: { N: "1" }, binary: { B: "eHl6" } };
const record = {
  eventID: "e",
  eventName: "REMOVE",
  dynamodb: {
    ApproximateCreationDateTime: 1_700_000_000.9,
    Keys: { n: { N: "1" }, id: { S: "a" } },
    OldImage: item,
    SequenceNumber: "123",
    SizeBytes: 40,
    StreamViewType: "NEW_AND_OLD_IMAGES",
  },
  userIdentity: { PrincipalId: "dynamodb.amazonaws.com", Type: "Service" },
};

describe("a record of a stream", () => {
  const event = eventRecord(record, context);

  it("is handed over as Lambda does", () => {
    expect(JSON.parse(JSON.stringify(event))).toEqual({
      eventID: "e",
      eventName: "REMOVE",
      eventVersion: "1.1",
      eventSource: "aws:dynamodb",
      awsRegion: "eu-west-1",
      dynamodb: {
        ApproximateCreationDateTime: 1_700_000_000,
        Keys: { id: { S: "a" }, n: { N: "1" } },
        OldImage: item,
        SequenceNumber: "123",
        SizeBytes: 40,
        StreamViewType: "NEW_AND_OLD_IMAGES",
      },
      userIdentity: { principalId: "dynamodb.amazonaws.com", type: "Service" },
      eventSourceARN: context.streamArn,
    });
  });

  it("belongs to its partition key", () => {
    expect(streamRecord(record, event, context).partition).toBe('{"S":"a"}');
    const unknown = { ...context, partitionKey: undefined };
    expect(streamRecord(record, event, unknown).partition).toContain('"n"');
  });

  it("goes with others into one event", () => {
    const taken = streamRecord(record, event, context);
    expect(JSON.parse(streamEvent([taken, taken]))).toEqual({
      Records: [JSON.parse(taken.text), JSON.parse(taken.text)],
    });
  });

  it.each([
    [[], true],
    [[{ eventName: ["REMOVE"] }], true],
    [[{ eventName: ["INSERT"] }], false],
    [[{ eventName: ["INSERT"] }, { dynamodb: { Keys: { id: { S: [{ prefix: "a" }] } } } }], true],
    [[{ userIdentity: { type: ["Service"] } }], true],
    [[{ dynamodb: { OldImage: { n: { N: ["2"] } } } }], false],
  ])("passes the filters %j: %s", (patterns, passes) => {
    expect(streamFilter(patterns.map((pattern) => JSON.stringify(pattern)))(event)).toBe(passes);
  });

  it("is told of when it was given up before anything was tried", () => {
    const { body, object } = failureDelivery(
      {
        mappingId: "m",
        streamArn: context.streamArn,
        functionArn: "f",
        shardId: "shardId-1",
        records: [streamRecord(record, event, context)],
        condition: "RecordAgeExceeded",
        invokeCount: 0,
        last: undefined,
      },
      Date.parse("2026-01-31T23:59:00.500Z"),
      () => "uuid",
    );
    expect(JSON.parse(body)).toEqual({
      requestContext: {
        requestId: "uuid",
        functionArn: "f",
        condition: "RecordAgeExceeded",
        approximateInvokeCount: 0,
      },
      version: "1.0",
      timestamp: "2026-01-31T23:59:00.500Z",
      DDBStreamBatchInfo: {
        shardId: "shardId-1",
        startSequenceNumber: "123",
        endSequenceNumber: "123",
        approximateArrivalOfFirstRecord: "2023-11-14T22:13:20Z",
        approximateArrivalOfLastRecord: "2023-11-14T22:13:20Z",
        batchSize: 1,
        streamArn: context.streamArn,
      },
    });
    expect(object?.key).toBe("aws/lambda/m/shardId-1/2026/01/31/2026-01-31T23.59.00-uuid");
  });
});

describe("lanes", () => {
  it("take a partition always, and share partitions out", () => {
    const lanes = Array.from({ length: 1_000 }, (_, n) => laneOfKey(`{"S":"user-${n}"}`, 10));
    expect(lanes).toEqual(lanes.map((_, n) => laneOfKey(`{"S":"user-${n}"}`, 10)));
    const counts = lanes.reduce((all, lane) => all.set(lane, (all.get(lane) ?? 0) + 1), new Map());
    expect([...counts.keys()].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(Math.min(...counts.values())).toBeGreaterThan(50);
  });
});
