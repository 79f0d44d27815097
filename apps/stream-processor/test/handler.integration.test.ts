import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { S3 } from "@aws-sdk/client-s3";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { type LocalCloud, startLocalCloud } from "@spillway/local-cloud";
import { lambdaContext, streamEvent } from "@spillway/testkit";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { handler as Handler } from "../src/index.ts";

const app = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "stream-processor-"));
let cloud: LocalCloud;
let handler: typeof Handler;
let queueUrl = "";
let s3: S3;
let sqs: SQS;

beforeAll(async () => {
  cloud = await startLocalCloud({ port: 17_666, stateDir: join(folder, "cloud") });
  const settings = {
    region: "us-east-1",
    endpoint: cloud.endpoint,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  };
  s3 = new S3({ ...settings, forcePathStyle: true });
  sqs = new SQS(settings);
  const [sns, dynamodb] = [new SNS(settings), new DynamoDB(settings)];
  await s3.createBucket({ Bucket: "audit-of-orders" });
  const { TopicArn = "" } = await sns.createTopic({ Name: "changes" });
  const { QueueUrl = "" } = await sqs.createQueue({ QueueName: "notices" });
  queueUrl = QueueUrl;
  const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["QueueArn"] });
  await sqs.setQueueAttributes({
    QueueUrl,
    Attributes: {
      Policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            ...{ Effect: "Allow", Principal: { Service: "sns.amazonaws.com" } },
            ...{ Action: "sqs:SendMessage", Resource: Attributes?.QueueArn },
          },
        ],
      }),
    },
  });
  await sns.subscribe({
    TopicArn,
    Protocol: "sqs",
    Endpoint: Attributes?.QueueArn,
    Attributes: {
      RawMessageDelivery: "true",
      FilterPolicy: JSON.stringify({ rule: ["low-stock"], event_type: ["modify"] }),
    },
  });
  await dynamodb.createTable({
    TableName: "ledger",
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    BillingMode: "PAY_PER_REQUEST",
  });

  execFileSync(process.execPath, ["../../scripts/build-lambda.ts"], { cwd: app });
  const zip = unzipSync(readFileSync(join(app, "dist/stream-processor.zip")));
  const module = join(folder, "index.mjs");
  writeFileSync(module, zip["index.mjs"] ?? "");
  const env = {
    ...{ AWS_ENDPOINT_URL: cloud.endpoint, AWS_REGION: "us-east-1", LOG_LEVEL: "SILENT" },
    ...{ AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
    ...{ AUDIT_BUCKET: "audit-of-orders", NOTICE_TOPIC_ARN: TopicArn, NOTICE_TABLE: "ledger" },
    NOTICE_RULES: JSON.stringify([
      { name: "low-stock", pattern: { new: { stock: [{ numeric: ["<", 10] }] } } },
    ]),
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  ({ handler } = await import(pathToFileURL(module).href));
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await cloud.close();
  rmSync(folder, { recursive: true });
});

async function keys(): Promise<string[]> {
  const { Contents = [] } = await s3.listObjectsV2({ Bucket: "audit-of-orders" });
  return Contents.map(({ Key = "" }) => Key);
}

async function notices(wanted: number): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  while (found.length < wanted) {
    const { Messages = [] } = await sqs.receiveMessage({
      ...{ QueueUrl: queueUrl, WaitTimeSeconds: 20, MaxNumberOfMessages: 10 },
      MessageAttributeNames: ["All"],
    });
    if (Messages.length === 0) break;
    for (const { Body = "", MessageAttributes = {}, ReceiptHandle } of Messages) {
      found.push({
        ...JSON.parse(Body),
        event_id_attribute: MessageAttributes.event_id?.StringValue,
      });
      await sqs.deleteMessage({ QueueUrl: queueUrl, ReceiptHandle });
    }
  }
  return found;
}

test("the built function audits and announces in a local cloud, and a batch that comes again changes nothing", async () => {
  const stock = (pk: string, N: string) => ({ pk: { S: pk }, stock: { N } });
  const event = streamEvent([
    { keys: { pk: { S: "a" } }, oldImage: stock("a", "12"), newImage: stock("a", "9") },
    { keys: { pk: { S: "b" } }, oldImage: stock("b", "12"), newImage: stock("b", "11") },
    { keys: { pk: { S: "c" } }, newImage: stock("c", "1") },
  ]);
  expect(await handler(event, lambdaContext())).toEqual({ batchItemFailures: [] });
  const [key = "", ...others] = await keys();
  expect(others).toEqual([]);
  expect(key).toMatch(
    /^audit-logs\/table=orders\/date=2026-11-30\/\d{40}-\d{40}-3-[0-9a-f]{12}\.jsonl\.gz$/,
  );
  const { Body } = await s3.getObject({ Bucket: "audit-of-orders", Key: key });
  const text = gunzipSync((await Body?.transformToByteArray()) ?? "").toString();
  expect(
    text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).event_id),
  ).toEqual(event.Records.map(({ eventID }) => eventID));

  expect(await handler(event, lambdaContext())).toEqual({ batchItemFailures: [] });
  expect(await keys()).toEqual([key]);
  // One more marks the end: of the first batch there is one notice, though it came twice.
  const last = { ...stock("d", "2") };
  await handler(
    streamEvent([
      {
        keys: { pk: { S: "d" } },
        oldImage: last,
        newImage: last,
        sequenceNumber: "200000000000000000000",
      },
    ]),
    lambdaContext(),
  );
  expect(await notices(2)).toMatchObject([
    { rule: "low-stock", keys: { pk: "a" }, event_id_attribute: event.Records[0]?.eventID },
    { rule: "low-stock", keys: { pk: "d" } },
  ]);
});
