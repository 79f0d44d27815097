import type { CreateEventSourceMappingRequest } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { SQS } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allow, clientSettings, createFunction, createRole } from "../deploy.ts";
import { eventually } from "../eventually.ts";
import { consumer, MAY_READ, POISON, StreamCloud } from "./stream-cloud.ts";

let streams: StreamCloud;

beforeAll(async () => {
  streams = await StreamCloud.start({ port: 14_810 });
});

afterAll(async () => {
  await streams.close();
  expect(streams.errors).toEqual([]);
});

describe("a mapping of a DynamoDB stream", () => {
  it("hands over changes as Lambda does, at once and in order", async () => {
    const made = await streams.map("plain");
    expect(made).toMatchObject({
      State: "Creating",
      BatchSize: 100,
      StartingPosition: "TRIM_HORIZON",
      ParallelizationFactor: 1,
      MaximumRetryAttempts: -1,
      MaximumRecordAgeInSeconds: -1,
      BisectBatchOnFunctionError: false,
      DestinationConfig: { OnFailure: {} },
    });
    const key = { id: { S: "a" }, n: { N: "1" } };
    await streams.put("plain", "a", 1, {
      bytes: { B: Buffer.from("xyz") },
      all: { L: [{ BS: [Buffer.of(1)] }] },
    });
    await streams.got("plain", 1);
    expect(streams.firstRecords("plain")[0]).toEqual({
      eventID: expect.any(String),
      eventName: "INSERT",
      eventVersion: "1.1",
      eventSource: "aws:dynamodb",
      awsRegion: "us-east-1",
      dynamodb: {
        ApproximateCreationDateTime: expect.any(Number),
        Keys: key,
        NewImage: { ...key, bytes: { B: "eHl6" }, all: { L: [{ BS: ["AQ=="] }] } },
        SequenceNumber: expect.stringMatching(/^\d{21,40}$/),
        SizeBytes: expect.any(Number),
        StreamViewType: "NEW_AND_OLD_IMAGES",
      },
      eventSourceARN: made.EventSourceArn,
    });
    for (let n = 2; n <= 40; n += 1) await streams.put("plain", "a", n);
    await streams.got("plain", 40);
    expect(streams.batches("plain").flat()).toEqual(
      Array.from({ length: 40 }, (_, index) => index + 1),
    );
    const { UUID } = made;
    expect(await streams.lambda.getEventSourceMapping({ UUID })).toMatchObject({
      State: "Enabled",
      LastProcessingResult: "OK",
    });
  });

  it("begins with what comes after it was made, for LATEST", async () => {
    const EventSourceArn = await streams.table("latest");
    await streams.function("latest");
    await streams.put("latest", "a", 1);
    await streams.lambda.createEventSourceMapping({
      EventSourceArn,
      FunctionName: "latest",
      StartingPosition: "LATEST",
    });
    await streams.put("latest", "a", 2);
    await streams.got("latest", 2);
    expect(streams.batches("latest").flat()).toEqual([2]);
  });

  it("isolates what fails by halving, gives it up to a bucket with its event, and goes on", async () => {
    const s3 = new S3({ ...clientSettings(streams.cloud.endpoint), forcePathStyle: true });
    await s3.createBucket({ Bucket: "failed-changes" });
    const { UUID, EventSourceArn, FunctionArn } = await streams.map("halved", {
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 1,
      MaximumBatchingWindowInSeconds: 1,
      DestinationConfig: { OnFailure: { Destination: "arn:aws:s3:::failed-changes" } },
    });
    for (const n of [1, 2, 3, 4]) await streams.put("halved", "a", n, n === 3 ? POISON : {});
    const found = await eventually("a record in the bucket", async () => {
      const { Contents: [first] = [] } = await s3.listObjectsV2({ Bucket: "failed-changes" });
      return first;
    });
    expect(found.Key).toMatch(
      new RegExp(
        `^aws/lambda/${UUID}/shardId-[\\w-]+/\\d{4}/\\d\\d/\\d\\d/\\d{4}-\\d\\d-\\d\\dT\\d\\d\\.\\d\\d\\.\\d\\d-`,
      ),
    );
    const object = await s3.getObject({ Bucket: "failed-changes", Key: found.Key });
    const record = JSON.parse((await object.Body?.transformToString()) ?? "");
    const { payload, ...rest } = record;
    const [failed] = JSON.parse(payload).Records;
    expect(failed.dynamodb.Keys.n).toEqual({ N: "3" });
    const number = failed.dynamodb.SequenceNumber;
    const second = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(rest).toEqual({
      requestContext: {
        requestId: expect.any(String),
        functionArn: FunctionArn,
        condition: "RetryAttemptsExhausted",
        approximateInvokeCount: 4,
      },
      responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
      version: "1.0",
      timestamp: expect.any(String),
      DDBStreamBatchInfo: {
        shardId: expect.stringMatching(/^shardId-/),
        startSequenceNumber: number,
        endSequenceNumber: number,
        approximateArrivalOfFirstRecord: second,
        approximateArrivalOfLastRecord: second,
        batchSize: 1,
        streamArn: EventSourceArn,
      },
    });
    await streams.got("halved", 4);
    expect(streams.batches("halved")).toEqual([[1, 2, 3, 4], [1, 2], [3, 4], [3], [3], [4]]);
  });

  it("goes on with the first record that its function reports, and tells a queue what it gave up", async () => {
    const sqs = new SQS(clientSettings(streams.cloud.endpoint));
    const { QueueUrl } = await sqs.createQueue({ QueueName: "failed" });
    const EventSourceArn = await streams.table("reported");
    await streams.function("reported", consumer("in part"));
    await streams.lambda.createEventSourceMapping({
      EventSourceArn,
      FunctionName: "reported",
      StartingPosition: "TRIM_HORIZON",
      MaximumBatchingWindowInSeconds: 1,
      MaximumRetryAttempts: 1,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      DestinationConfig: {
        OnFailure: { Destination: "arn:aws:sqs:us-east-1:123456789012:failed" },
      },
    });
    for (const n of [1, 2, 3, 4]) await streams.put("reported", "a", n, n === 3 ? POISON : {});
    const message = await eventually("a message", async () => {
      const { Messages: [first] = [] } = await sqs.receiveMessage({ QueueUrl });
      return first;
    });
    expect(JSON.parse(message.Body ?? "")).toMatchObject({
      requestContext: { condition: "RetryAttemptsExhausted", approximateInvokeCount: 2 },
      DDBStreamBatchInfo: { batchSize: 2 },
    });
    expect(message.Body).not.toContain("Records");
    await streams.put("reported", "a", 5);
    await streams.got("reported", 5);
    expect(streams.batches("reported")).toEqual([[1, 2, 3, 4], [3, 4], [5]]);
  });

  it("hands on what its filter criteria let pass only", async () => {
    const Pattern = JSON.stringify({
      eventName: ["INSERT"],
      dynamodb: { NewImage: { n: { N: ["2", "4"] } } },
    });
    await streams.map("sieved", { FilterCriteria: { Filters: [{ Pattern }] } });
    for (const n of [1, 2, 3, 4]) await streams.put("sieved", "a", n);
    await streams.got("sieved", 4);
    expect(streams.batches("sieved").flat()).toEqual([2, 4]);
  });

  it("hands over partitions side by side and each in order", async () => {
    await streams.map("parallel", { ParallelizationFactor: 10, BatchSize: 3 });
    for (let n = 1; n <= 30; n += 1) await streams.put("parallel", `p${n % 5}`, n);
    await streams.got("parallel", ...Array.from({ length: 30 }, (_, index) => index + 1));
    const all = streams.batches("parallel").flat();
    expect(all).toHaveLength(30);
    for (const partition of [0, 1, 2, 3, 4]) {
      const ofIt = all.filter((n) => n % 5 === partition);
      expect(ofIt).toEqual([...ofIt].sort((one, other) => one - other));
    }
  });

  it("goes on where it was when it is disabled and enabled again", async () => {
    const { UUID } = await streams.map("paused");
    await streams.put("paused", "a", 1);
    await streams.got("paused", 1);
    await streams.lambda.updateEventSourceMapping({ UUID, Enabled: false });
    await streams.state(UUID, "Disabled");
    await streams.put("paused", "a", 2);
    await streams.lambda.updateEventSourceMapping({ UUID, Enabled: true, BatchSize: 7 });
    await streams.got("paused", 2);
    expect(streams.batches("paused").flat()).toEqual([1, 2]);
    await streams.lambda.deleteEventSourceMapping({ UUID });
    await expect(
      eventually("its end", async () => {
        await streams.lambda.getEventSourceMapping({ UUID });
        return undefined;
      }),
    ).rejects.toThrow(/does not exist/);
  });

  it("is refused for a role that may not read the stream, or not send to its destination", async () => {
    const EventSourceArn = await streams.table("refused");
    const poor = await createRole(streams.cloud.endpoint, "poor");
    await createFunction(streams.cloud.endpoint, poor, "refused", consumer());
    const make = (more: Partial<CreateEventSourceMappingRequest> = {}) =>
      streams.lambda.createEventSourceMapping({
        EventSourceArn,
        FunctionName: "refused",
        StartingPosition: "LATEST",
        ...more,
      });
    await expect(make()).rejects.toThrow(`Cannot access stream ${EventSourceArn}. Please ensure`);
    await allow(streams.cloud.endpoint, "poor", [MAY_READ]);
    const Destination = "arn:aws:sqs:us-east-1:123456789012:failed";
    await expect(make({ DestinationConfig: { OnFailure: { Destination } } })).rejects.toThrow(
      `role does not have permissions to call SendMessage on ${Destination}`,
    );
    await expect(make({ TumblingWindowInSeconds: 30 })).rejects.toThrow(
      "a tumbling window of an event source mapping is not run by the local cloud",
    );
    await expect(make({ StartingPosition: "AT_TIMESTAMP" })).rejects.toThrow("AT_TIMESTAMP");
  });
});
