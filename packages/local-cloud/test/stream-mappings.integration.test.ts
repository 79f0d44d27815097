import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { type CreateEventSourceMappingRequest, Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { SQS } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalCloud, startLocalCloud } from "../src/index.ts";
import { type Allowed, allow, clientSettings, createFunction, createRole } from "./deploy.ts";
import { eventually } from "./eventually.ts";

const POISON = { poison: { BOOL: true } };
const ARN = "arn:aws:dynamodb:us-east-1:123456789012:table";
const STREAM_ACTIONS = ["GetRecords", "GetShardIterator", "DescribeStream", "ListStreams"];
const mayRead: Allowed = {
  Action: STREAM_ACTIONS.map((action) => `dynamodb:${action}`),
  Resource: `${ARN}/*/stream/*`,
};

/** Says what it got, and fails while an item with `poison` is among it: whole, or telling which one. */
const consumer = (fails: "whole" | "in part") => `
  export const handler = async (event) => {
    const numberOf = ({ dynamodb }) => Number(dynamodb.Keys.n.N);
    console.log("batch:" + JSON.stringify(event.Records.map(numberOf)) + ":");
    console.log("event:" + JSON.stringify(event.Records[0]) + ":");
    const failed = event.Records.find(({ dynamodb }) => dynamodb.NewImage.poison);
    if (failed && ${fails === "whole"}) throw new Error("asked to");
    return { batchItemFailures: failed ? [{ itemIdentifier: failed.dynamodb.SequenceNumber }] : [] };
  };`;

let stateDir: string;
let cloud: LocalCloud;
let lambda: Lambda;
let dynamoDb: DynamoDB;
let role: string;
const errors: string[] = [];

beforeAll(async () => {
  stateDir = mkdtempSync(path.join(tmpdir(), "local-cloud-"));
  const options = { port: 14_810, stateDir };
  cloud = await startLocalCloud(options, (message, error) => errors.push(`${message}: ${error}`));
  lambda = new Lambda(clientSettings(cloud.endpoint));
  dynamoDb = new DynamoDB(clientSettings(cloud.endpoint));
  role = await createRole(cloud.endpoint, "consumer");
  await allow(cloud.endpoint, "consumer", [
    mayRead,
    { Action: ["logs:*", "sqs:SendMessage", "s3:PutObject"], Resource: "*" },
  ]);
});

afterAll(async () => {
  await cloud.close();
  expect(errors).toEqual([]);
  rmSync(stateDir, { recursive: true });
});

/** A table of which everything is in its stream; gives the stream's ARN. */
async function table(TableName: string): Promise<string> {
  const { TableDescription: made } = await dynamoDb.createTable({
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [
      { AttributeName: "id", KeyType: "HASH" },
      { AttributeName: "n", KeyType: "RANGE" },
    ],
    AttributeDefinitions: [
      { AttributeName: "id", AttributeType: "S" },
      { AttributeName: "n", AttributeType: "N" },
    ],
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
  });
  return made?.LatestStreamArn ?? "";
}

async function map(name: string, more: Partial<CreateEventSourceMappingRequest> = {}) {
  const EventSourceArn = await table(name);
  await createFunction(cloud.endpoint, role, name, consumer("whole"));
  return lambda.createEventSourceMapping({
    EventSourceArn,
    FunctionName: name,
    StartingPosition: "TRIM_HORIZON",
    ...more,
  });
}

function put(TableName: string, id: string, n: number, more = {}) {
  return dynamoDb.putItem({ TableName, Item: { id: { S: id }, n: { N: String(n) }, ...more } });
}

function logOf(functionName: string): string {
  const file = path.join(stateDir, "logs", "us-east-1", `${functionName}.log`);
  return readFileSync(file, { encoding: "utf8", flag: "a+" });
}

/** The batches that a function got, in their order. */
function batches(functionName: string): number[][] {
  const found = logOf(functionName).matchAll(/batch:(\[.*?\]):/g);
  return [...found].map(([, batch = ""]) => JSON.parse(batch));
}

const got = (functionName: string, ...numbers: number[]) =>
  eventually(`${functionName} to get ${numbers}`, async () => {
    const all = batches(functionName).flat();
    return numbers.every((n) => all.includes(n)) ? all : undefined;
  });

describe("a mapping of a DynamoDB stream", () => {
  it("hands over changes as Lambda does, at once and in order", async () => {
    const made = await map("plain");
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
    await put("plain", "a", 1, {
      bytes: { B: Buffer.from("xyz") },
      all: { L: [{ BS: [Buffer.of(1)] }] },
    });
    await got("plain", 1);
    const [, text = ""] = /event:(\{.*\}):/.exec(logOf("plain")) ?? [];
    expect(JSON.parse(text)).toEqual({
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
    for (let n = 2; n <= 40; n += 1) await put("plain", "a", n);
    await got("plain", 40);
    expect(batches("plain").flat()).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    const { UUID } = made;
    expect(await lambda.getEventSourceMapping({ UUID })).toMatchObject({
      State: "Enabled",
      LastProcessingResult: "OK",
    });
  });

  it("begins with what comes after it was made, for LATEST", async () => {
    const EventSourceArn = await table("latest");
    await createFunction(cloud.endpoint, role, "latest", consumer("whole"));
    await put("latest", "a", 1);
    await lambda.createEventSourceMapping({
      EventSourceArn,
      FunctionName: "latest",
      StartingPosition: "LATEST",
    });
    await put("latest", "a", 2);
    await got("latest", 2);
    expect(batches("latest").flat()).toEqual([2]);
  });

  it("isolates what fails by halving, gives it up to a bucket with its event, and goes on", async () => {
    const s3 = new S3({ ...clientSettings(cloud.endpoint), forcePathStyle: true });
    await s3.createBucket({ Bucket: "failed-changes" });
    const { UUID, EventSourceArn, FunctionArn } = await map("halved", {
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 1,
      MaximumBatchingWindowInSeconds: 1,
      DestinationConfig: { OnFailure: { Destination: "arn:aws:s3:::failed-changes" } },
    });
    for (const n of [1, 2, 3, 4]) await put("halved", "a", n, n === 3 ? POISON : {});
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
    await got("halved", 4);
    expect(batches("halved")).toEqual([[1, 2, 3, 4], [1, 2], [3, 4], [3], [3], [4]]);
  });

  it("goes on with the first record that its function reports, and tells a queue what it gave up", async () => {
    const sqs = new SQS(clientSettings(cloud.endpoint));
    const { QueueUrl } = await sqs.createQueue({ QueueName: "failed" });
    const EventSourceArn = await table("reported");
    await createFunction(cloud.endpoint, role, "reported", consumer("in part"));
    await lambda.createEventSourceMapping({
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
    for (const n of [1, 2, 3, 4]) await put("reported", "a", n, n === 3 ? POISON : {});
    const message = await eventually("a message", async () => {
      const { Messages: [first] = [] } = await sqs.receiveMessage({ QueueUrl });
      return first;
    });
    expect(JSON.parse(message.Body ?? "")).toMatchObject({
      requestContext: { condition: "RetryAttemptsExhausted", approximateInvokeCount: 2 },
      DDBStreamBatchInfo: { batchSize: 2 },
    });
    expect(message.Body).not.toContain("Records");
    await put("reported", "a", 5);
    await got("reported", 5);
    expect(batches("reported")).toEqual([[1, 2, 3, 4], [3, 4], [5]]);
  });

  it("hands on what its filter criteria let pass only", async () => {
    const Pattern = JSON.stringify({
      eventName: ["INSERT"],
      dynamodb: { NewImage: { n: { N: ["2", "4"] } } },
    });
    await map("sieved", { FilterCriteria: { Filters: [{ Pattern }] } });
    for (const n of [1, 2, 3, 4]) await put("sieved", "a", n);
    await got("sieved", 4);
    expect(batches("sieved").flat()).toEqual([2, 4]);
  });

  it("hands over partitions side by side and each in order", async () => {
    await map("parallel", { ParallelizationFactor: 10, BatchSize: 3 });
    for (let n = 1; n <= 30; n += 1) await put("parallel", `p${n % 5}`, n);
    await got("parallel", ...Array.from({ length: 30 }, (_, index) => index + 1));
    const all = batches("parallel").flat();
    expect(all).toHaveLength(30);
    for (const partition of [0, 1, 2, 3, 4]) {
      const ofIt = all.filter((n) => n % 5 === partition);
      expect(ofIt).toEqual([...ofIt].sort((one, other) => one - other));
    }
  });

  it("goes on where it was when it is disabled and enabled again", async () => {
    const { UUID } = await map("paused");
    await put("paused", "a", 1);
    await got("paused", 1);
    const state = (expected: string) =>
      eventually(`the state ${expected}`, async () => {
        const { State } = await lambda.getEventSourceMapping({ UUID });
        return State === expected ? State : undefined;
      });
    await lambda.updateEventSourceMapping({ UUID, Enabled: false });
    await state("Disabled");
    await put("paused", "a", 2);
    await lambda.updateEventSourceMapping({ UUID, Enabled: true, BatchSize: 7 });
    await got("paused", 2);
    expect(batches("paused").flat()).toEqual([1, 2]);
    await lambda.deleteEventSourceMapping({ UUID });
    await expect(
      eventually("its end", async () => {
        await lambda.getEventSourceMapping({ UUID });
        return undefined;
      }),
    ).rejects.toThrow(/does not exist/);
  });

  it("is refused for a role that may not read the stream, or not send to its destination", async () => {
    const EventSourceArn = await table("refused");
    const poor = await createRole(cloud.endpoint, "poor");
    await createFunction(cloud.endpoint, poor, "refused", consumer("whole"));
    const make = (more: Partial<CreateEventSourceMappingRequest> = {}) =>
      lambda.createEventSourceMapping({
        EventSourceArn,
        FunctionName: "refused",
        StartingPosition: "LATEST",
        ...more,
      });
    await expect(make()).rejects.toThrow(`Cannot access stream ${EventSourceArn}. Please ensure`);
    await allow(cloud.endpoint, "poor", [mayRead]);
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
