import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SNSClient } from "@aws-sdk/client-sns";
import type { Context, DynamoDBRecord } from "aws-lambda";

export const s3 = new S3Client({ forcePathStyle: true });
export const sns = new SNSClient({});
export const dynamodb = new DynamoDBClient({});
const logger = new Logger({ serviceName: "by-hand" });
const metrics = new Metrics({ serviceName: "by-hand", namespace: "Bench" });

export const bucket = process.env.AUDIT_BUCKET ?? "";
export const topic = process.env.NOTICE_TOPIC_ARN ?? "";
export const ledger = process.env.NOTICE_TABLE ?? "";

type Image = NonNullable<NonNullable<DynamoDBRecord["dynamodb"]>["NewImage"]>;

/** Names of attributes that differ, the way most write it. */
function changedNames(before: Image | undefined, after: Image | undefined): string[] {
  if (before === undefined || after === undefined) return [];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .sort();
}

/** What the audit log keeps of a record: as much as Spillway's line. */
export function auditEntry(record: DynamoDBRecord): object {
  const { dynamodb, userIdentity } = record;
  return {
    event_id: record.eventID,
    type: record.eventName?.toLowerCase(),
    by: userIdentity?.principalId === "dynamodb.amazonaws.com" ? "ttl" : "caller",
    table: record.eventSourceARN?.split("/")[1],
    region: record.awsRegion,
    keys: dynamodb?.Keys,
    old: dynamodb?.OldImage,
    new: dynamodb?.NewImage,
    changed: changedNames(dynamodb?.OldImage, dynamodb?.NewImage),
    at: new Date((dynamodb?.ApproximateCreationDateTime ?? 0) * 1_000).toISOString(),
    sequence_number: dynamodb?.SequenceNumber,
    size_bytes: dynamodb?.SizeBytes,
  };
}

/** Logs and counts as Spillway's function does: one line before, one of metrics after. */
export function observe(event: { Records: DynamoDBRecord[] }, context: Context): () => void {
  logger.addContext(context);
  logger.info(`Processing ${event.Records.length} changes`);
  return () => {
    metrics.addMetric("ChangesProcessed", MetricUnit.Count, event.Records.length);
    metrics.publishStoredMetrics();
  };
}
