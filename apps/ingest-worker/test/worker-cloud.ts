import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { S3 } from "@aws-sdk/client-s3";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { targetOf } from "@spillway/aws";
import { createClients } from "@spillway/aws-clients";
import { type Job, jobRequestSchema, jobStore, KeptPacers } from "@spillway/ingest-jobs";
import { createMetrics } from "@spillway/lambda-runtime";
import { startLocalCloud } from "@spillway/local-cloud";
import { systemClock } from "@spillway/pacing";
import { createTestTable, lambdaContext } from "@spillway/testkit";
import type { SQSEvent } from "aws-lambda";
import { vi } from "vitest";
import { createHandler, type Services } from "../src/handler.ts";

const BUCKET = "ingest";

/** Everything that jobs need on a local cloud, with the real handler in this process. */
export async function workerCloud() {
  const folder = mkdtempSync(join(tmpdir(), "ingest-worker-"));
  const cloud = await startLocalCloud({ port: 18_566, stateDir: join(folder, "cloud") });
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const settings = { region: "us-east-1", endpoint: cloud.endpoint, credentials };
  const s3 = new S3({ ...settings, forcePathStyle: true });
  const [sqs, sns, dynamodb] = [new SQS(settings), new SNS(settings), new DynamoDB(settings)];
  await s3.createBucket({ Bucket: BUCKET });
  const jobsTable = await createTestTable(dynamodb, {
    keys: ["pk:S", "sk:S"],
    globalIndexes: {
      "jobs-by-time": { keys: ["list_pk:S", "list_sk:S"] },
      "running-jobs": { keys: ["running:S", "list_sk:S"] },
    },
  });
  const users = await createTestTable(dynamodb, { name: "users", keys: ["pk:S"] });
  await dynamodb.updateTimeToLive({
    TableName: users.name,
    TimeToLiveSpecification: { AttributeName: "expires_at", Enabled: true },
  });
  const queueOf = async (name: string) => {
    const { QueueUrl = "" } = await sqs.createQueue({ QueueName: name });
    const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["QueueArn"] });
    return { url: QueueUrl, arn: Attributes?.QueueArn ?? "" };
  };
  const [chunks, buffer, notices] = [
    await queueOf("chunks"),
    await queueOf("buffer"),
    await queueOf("notices"),
  ];
  await sqs.setQueueAttributes({
    QueueUrl: notices.url,
    Attributes: {
      Policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            ...{ Effect: "Allow", Principal: { Service: "sns.amazonaws.com" } },
            ...{ Action: "sqs:SendMessage", Resource: notices.arn },
          },
        ],
      }),
    },
  });
  const { TopicArn = "" } = await sns.createTopic({ Name: "jobs" });
  await sns.subscribe({
    ...{ TopicArn, Protocol: "sqs", Endpoint: notices.arn },
    Attributes: { RawMessageDelivery: "true" },
  });
  const tables = {
    users: { buffer_queue_url: buffer.url },
    missing: { buffer_queue_url: null },
  };
  const env = {
    ...{ AWS_ENDPOINT_URL: cloud.endpoint, AWS_REGION: "us-east-1", LOG_LEVEL: "SILENT" },
    POWERTOOLS_METRICS_DISABLED: "true",
    ...{ AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
    ...{ JOBS_TABLE: jobsTable.name, CHUNK_QUEUE_URL: chunks.url, INGEST_BUCKET: BUCKET },
    ...{ TABLES: JSON.stringify(tables), JOB_TOPIC_ARN: TopicArn },
    ...{ CHUNK_BYTES: "4096", CHECKPOINT_SECONDS: "0.2" },
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const { handler } = await import("../src/index.ts");
  const clients = createClients(targetOf(undefined, settings, process.env));
  const jobs = jobStore({
    ...{ clients, table: jobsTable.name, queueUrl: chunks.url, bucket: BUCKET, tables },
    ...{ retentionDays: 30, clock: systemClock },
  });

  /** A worker of its own, and its services: `change` them before it is given a message. */
  function workerWith(change: Partial<Services>) {
    const logger = { info: () => {}, warn: () => {} };
    return createHandler({
      ...{ clients, table: jobsTable.name, queueUrl: chunks.url, bucket: BUCKET, tables },
      settings: {
        ...{ chunkBytes: 1_000_000, writeConcurrency: 2, maxAttempts: 8 },
        ...{ checkpointSeconds: 0.2, sharePace: false },
      },
      ...{ pacers: new KeptPacers(), announce: async () => {} },
      ...{ clock: systemClock, random: Math.random, logger },
      metrics: createMetrics("worker"),
      ...change,
    });
  }

  /** One worker: receives as an event source mapping does, until the queue has nothing visible. */
  async function work(remainingMs: (message: number) => number = () => 60_000) {
    for (let number = 0; ; number += 1) {
      const { Messages: [message] = [] } = await sqs.receiveMessage({
        ...{ QueueUrl: chunks.url, MaxNumberOfMessages: 1, WaitTimeSeconds: 1 },
        MessageSystemAttributeNames: ["All"],
      });
      if (message === undefined) return;
      const event = {
        Records: [
          {
            ...{ messageId: message.MessageId, receiptHandle: message.ReceiptHandle },
            ...{ body: message.Body, attributes: message.Attributes },
          },
        ],
      } as unknown as SQSEvent;
      const context = lambdaContext({ clock: systemClock, remainingMs: remainingMs(number) });
      const { batchItemFailures } = await handler(event, context);
      if (batchItemFailures.length > 0) continue;
      await sqs.deleteMessage({ QueueUrl: chunks.url, ReceiptHandle: message.ReceiptHandle });
    }
  }

  return {
    ...{
      s3,
      sqs,
      jobs,
      work,
      workerWith,
      clients,
      users: users.name,
      bucket: BUCKET,
      buffer: buffer.url,
    },
    endpoint: cloud.endpoint,
    queueUrl: chunks.url,
    async submit(request: object): Promise<string> {
      const { job } = await jobs.submit(jobRequestSchema.parse(request), { caller: "test" });
      return job.id;
    },
    async found(id: string): Promise<Job> {
      const job = await jobs.find(id);
      if (job === undefined) throw new Error(`there is no job ${id}`);
      return job;
    },
    async objectText(key: string): Promise<string> {
      const { Body } = await s3.getObject({ Bucket: BUCKET, Key: key });
      return (await Body?.transformToString()) ?? "";
    },
    /** The item of a key, in DynamoDB's JSON; undefined where there is none. */
    async item(pk: string): Promise<unknown> {
      const { Item } = await dynamodb.getItem({ TableName: users.name, Key: { pk: { S: pk } } });
      return Item;
    },
    async itemCount(): Promise<number> {
      const { Count = 0 } = await dynamodb.scan({ TableName: users.name, Select: "COUNT" });
      return Count;
    },
    async notices(): Promise<readonly unknown[]> {
      const { Messages = [] } = await sqs.receiveMessage({
        ...{ QueueUrl: notices.url, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 },
      });
      return Messages.map(({ Body = "" }) => JSON.parse(Body));
    },
    async close(): Promise<void> {
      vi.unstubAllEnvs();
      clients.destroy();
      await cloud.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
