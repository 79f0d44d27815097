import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { CreateEventSourceMappingCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { CreateBucketCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { type LocalCloud, startLocalCloud } from "@spillway/local-cloud";
import { localClientSettings } from "@spillway/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../../free-port.ts";
import { runHere } from "../../run-here.ts";
import { startSpillway } from "../../run-spillway.ts";
import { deployProcessor, type JudgedProcessor, judgedProcessor } from "./processor-function.ts";

const BUCKET = "failed-changes";
const ROLE = "arn:aws:iam::123456789012:role/processor";

let folder: string;
let cloud: LocalCloud;
let processor: JudgedProcessor;
let dynamodb: DynamoDBClient;
let lambda: LambdaClient;
let s3: S3Client;
let sqs: SQSClient;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "spillway-redrive-stream-"));
  cloud = await startLocalCloud({ stateDir: join(folder, "cloud"), port: await freePort() });
  processor = await judgedProcessor();
  const settings = { endpoint: cloud.endpoint, ...localClientSettings };
  dynamodb = new DynamoDBClient(settings);
  lambda = new LambdaClient(settings);
  s3 = new S3Client({ ...settings, forcePathStyle: true });
  sqs = new SQSClient({ ...settings, useQueueUrlAsEndpoint: false });
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  await makeRole();
});
afterAll(async () => {
  for (const client of [dynamodb, lambda, s3, sqs]) client?.destroy();
  processor?.close();
  await cloud?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The role of the functions, by requests of IAM's: it has no client here. */
async function makeRole() {
  const call = (parameters: Record<string, string>) =>
    fetch(cloud.endpoint, {
      method: "POST",
      headers: {
        authorization:
          "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0",
      },
      body: new URLSearchParams({ Version: "2010-05-08", RoleName: "processor", ...parameters }),
    });
  await call({ Action: "CreateRole", AssumeRolePolicyDocument: "{}" });
  const Statement = [
    {
      Effect: "Allow",
      Action: [
        ...["GetRecords", "GetShardIterator", "DescribeStream", "ListStreams"].map(
          (action) => `dynamodb:${action}`,
        ),
        ...["logs:*", "sqs:SendMessage", "s3:PutObject", "s3:ListBucket"],
      ],
      Resource: "*",
    },
  ];
  await call({
    Action: "PutRolePolicy",
    PolicyName: "processor",
    PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement }),
  });
}

/** A table whose changes a processor gets, which gives up after one try. */
async function captured(name: string, destination: string) {
  const { TableDescription } = await dynamodb.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    }),
  );
  await deployProcessor(lambda, name, ROLE, processor.url);
  await lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName: name,
      EventSourceArn: TableDescription?.LatestStreamArn,
      StartingPosition: "TRIM_HORIZON",
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 0,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      DestinationConfig: { OnFailure: { Destination: destination } },
    }),
  );
}

const ids = (name: string, count: number) =>
  Array.from({ length: count }, (_, n) => `${name}-${n % 4 === 3 ? "poison" : "good"}-${n}`);

async function write(table: string, count: number) {
  for (const id of ids(table, count)) {
    const Item = { id: { S: id }, bytes: { B: Buffer.from("xyz") } };
    await dynamodb.send(new PutItemCommand({ TableName: table, Item }));
  }
}

async function eventually(what: string, look: () => Promise<boolean>) {
  for (let looks = 0; looks < 1_200; looks += 1) {
    if (await look()) return;
    await delay(50);
  }
  throw new Error(`expected ${what}`);
}

const objectsLeft = async () =>
  (await s3.send(new ListObjectsV2Command({ Bucket: BUCKET }))).Contents?.length ?? 0;

async function messagesOf(QueueUrl: string): Promise<number> {
  const AttributeNames = [
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesNotVisible",
  ] as const;
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }),
  );
  return AttributeNames.reduce((sum, name) => sum + Number(Attributes?.[name]), 0);
}

async function newQueue(name: string) {
  const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  return { url: QueueUrl, arn: `arn:aws:sqs:us-east-1:123456789012:${name}` };
}

const argsOf = (...args: string[]) => ["redrive", "stream", ...args, "--endpoint", cloud.endpoint];
async function redrive(...args: string[]) {
  const { code, stdout } = await runHere(argsOf(...args, "--json"));
  return { code, report: JSON.parse(stdout) };
}

const poisonTaken = (name: string) =>
  processor.taken.filter((id) => id.startsWith(`${name}-poison`)).length;

test("what a bucket has is replayed once the cause is mended; a second run changes nothing", async () => {
  processor.isPoison = (id) => id.includes("poison");
  await captured("kept", `arn:aws:s3:::${BUCKET}`);
  await write("kept", 40);
  await eventually("ten objects", async () => (await objectsLeft()) === 10);
  const from = ["--from", `s3://${BUCKET}/aws/lambda/`, "--function", "kept"];

  const dry = await redrive(...from, "--dry-run");
  expect(dry).toMatchObject({ code: 0, report: { found: 10, left: 10, replayed: 0 } });
  expect(dry.report.failures[0]).toMatchObject({
    ...{ condition: "RetryAttemptsExhausted", records: 1, hasRecords: true },
  });

  // Not mended so far.
  const early = await redrive(...from, "--limit", "2");
  expect(early).toMatchObject({ code: 1, report: { failed: 2, left: 8, replayed: 0 } });
  expect(await objectsLeft()).toBe(10);

  processor.isPoison = () => false;
  const { code, report } = await redrive(...from);
  expect(report).toMatchObject({ found: 10, replayed: 10, records: 10, complete: true });
  expect(code).toBe(0);
  expect(await objectsLeft()).toBe(0);
  expect(new Set(processor.taken)).toEqual(new Set(ids("kept", 40)));
  // The oldest first.
  expect(processor.taken.slice(-10)).toEqual(ids("kept", 40).filter((id) => id.includes("poison")));
  const before = processor.taken.length;
  expect(await redrive(...from)).toMatchObject({ code: 0, report: { found: 0, records: 0 } });
  expect(processor.taken).toHaveLength(before);
});

test("what a queue has only the place of is read from the stream, as Lambda hands it over", async () => {
  processor.isPoison = (id) => id.includes("poison");
  const queue = await newQueue("places");
  await captured("placed", queue.arn);
  await write("placed", 24);
  await eventually("six messages", async () => (await messagesOf(queue.url)) === 6);
  processor.isPoison = () => false;
  processor.events.length = 0;
  const gone = {
    requestContext: { condition: "RetryAttemptsExhausted" },
    DDBStreamBatchInfo: {
      ...{ shardId: "shardId-00000000000000000000-00000000", batchSize: 3 },
      ...{ startSequenceNumber: "100", endSequenceNumber: "300" },
      ...{ approximateArrivalOfFirstRecord: "2026-11-01T10:00:00Z" },
      ...{ approximateArrivalOfLastRecord: "2026-11-01T10:00:05Z" },
      streamArn:
        "arn:aws:dynamodb:us-east-1:123456789012:table/gone/stream/2026-11-01T00:00:00.000",
    },
  };
  await sqs.send(
    new SendMessageCommand({ QueueUrl: queue.url, MessageBody: JSON.stringify(gone) }),
  );
  const { code, report } = await redrive("--from", "places", "--function", "placed");
  expect(report).toMatchObject({ found: 7, replayed: 6, lost: 1, failed: 0 });
  expect(report.failures).toMatchObject([
    { status: "lost", lostRange: { changes: 3, because: "gone", fromSequenceNumber: "100" } },
  ]);
  expect(code).toBe(1);
  expect(await messagesOf(queue.url)).toBe(1);
  expect(poisonTaken("placed")).toBe(6);
  expect(processor.events[0]?.Records[0]).toMatchObject({
    ...{ eventName: "INSERT", eventVersion: "1.1", eventSource: "aws:dynamodb" },
    dynamodb: {
      ApproximateCreationDateTime: expect.any(Number),
      NewImage: { id: { S: "placed-poison-3" }, bytes: { B: "eHl6" } },
      StreamViewType: "NEW_AND_OLD_IMAGES",
    },
  });
});

test("killed in the middle and started again: nothing is lost, and the destination empty", async () => {
  processor.isPoison = (id) => id.includes("poison");
  await captured("killed", `arn:aws:s3:::${BUCKET}`);
  await write("killed", 120);
  await eventually("thirty objects", async () => (await objectsLeft()) === 30);
  processor.isPoison = () => false;
  const from = ["--from", `s3://${BUCKET}/`, "--function", "killed"];
  const { child, ended } = startSpillway(argsOf(...from, "--rate", "20"), { cwd: folder });
  await eventually("a part of it", async () => (await objectsLeft()) < 25);
  child.kill("SIGKILL");
  await ended;
  expect(await objectsLeft()).toBeGreaterThan(0);
  const { code, report } = await redrive(...from);
  expect(report).toMatchObject({ failed: 0, lost: 0, complete: true });
  expect(code).toBe(0);
  expect(await objectsLeft()).toBe(0);
  const poison = ids("killed", 120).filter((id) => id.includes("poison"));
  for (const id of poison) expect(processor.taken).toContain(id);
});

test.each([
  ["no function", ["--from", "places"], "REDRIVE_FUNCTION_MISSING", 2],
  [
    "no bucket in the address",
    ["--from", "s3:bucket", "--function", "f"],
    "REDRIVE_FROM_INVALID",
    2,
  ],
  ["a queue that is not there", ["--from", "nope", "--function", "f"], "RESOURCE_NOT_FOUND", 3],
])("%s", async (_, args, code, exitCode) => {
  const ended = await redrive(...args);
  expect(ended).toMatchObject({ code: exitCode, report: { error: { code } } });
});
