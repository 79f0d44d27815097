import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { systemClock } from "@spillway/pacing";
import { createTestTable, dynamoDbLocalEndpoint, localClientSettings } from "@spillway/testkit";
import type { JobPlaces } from "../src/index.ts";

/** A jobs table in DynamoDB Local, beside a bucket and a queue that remember what came. */
export async function jobsPlaces() {
  const client = new DynamoDBClient({ endpoint: dynamoDbLocalEndpoint(), ...localClientSettings });
  const table = await createTestTable(client, {
    keys: ["pk:S", "sk:S"],
    globalIndexes: {
      "jobs-by-time": { keys: ["list_pk:S", "list_sk:S"] },
      "running-jobs": { keys: ["running:S", "list_sk:S"] },
    },
  });
  const messages: string[] = [];
  const objects = new Map<string, string>();
  const s3 = {
    send: async ({ input }: PutObjectCommand) => {
      objects.set(input.Key ?? "", String(input.Body));
      return {};
    },
  };
  const sqs = {
    send: async ({ input }: SendMessageCommand) => {
      messages.push(input.MessageBody ?? "");
      return {};
    },
  };
  // Requests take real time: only what the time is stands still.
  const time = { nowMs: Date.parse("2026-11-28T12:00:00Z") };
  const places: JobPlaces = {
    clients: {
      dynamodb: async () => client,
      s3: async () => s3 as unknown as S3Client,
      sqs: async () => sqs as unknown as SQSClient,
    },
    table: table.name,
    queueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/chunks",
    bucket: "ingest",
    tables: { users: { buffer_queue_url: null } },
    retentionDays: 30,
    clock: { now: () => time.nowMs, sleep: systemClock.sleep },
  };
  return {
    places,
    client,
    time,
    messages,
    objects,
    close: async () => {
      await table.delete();
      client.destroy();
    },
  };
}
