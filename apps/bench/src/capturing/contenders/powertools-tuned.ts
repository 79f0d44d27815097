import { gzipSync } from "node:zlib";
import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import { BatchGetItemCommand, BatchWriteItemCommand } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { PublishBatchCommand } from "@aws-sdk/client-sns";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { Context, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { auditEntry, bucket, dynamodb, ledger, observe, s3, sns, topic } from "./by-hand.ts";

const processor = new BatchProcessor(EventType.DynamoDBStreams);
let lines: string[] = [];
let notices: { id: string; message: string }[] = [];

/** Collects what the batch sends at its end. */
async function recordHandler(record: DynamoDBRecord): Promise<void> {
  const entry = auditEntry(record);
  lines.push(JSON.stringify(entry));
  const image = record.dynamodb?.NewImage;
  if (image === undefined || Number(image.Stock?.N) >= 10) return;
  const item = unmarshall(image as Parameters<typeof unmarshall>[0]);
  notices.push({
    id: `${record.eventID}#low-stock`,
    message: JSON.stringify({ ...entry, new: item }),
  });
}

export async function handler(event: DynamoDBStreamEvent, context: Context) {
  const end = observe(event, context);
  lines = [];
  notices = [];
  const answer = await processPartialResponse(event, recordHandler, processor, { context });
  await s3.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: `audit-logs/${event.Records[0]?.dynamodb?.SequenceNumber}.jsonl.gz`,
      Body: gzipSync(lines.join("\n")),
      IfNoneMatch: "*",
    }),
  );
  for (const due of parts(await notSentBefore(), 10)) {
    await sns.send(
      new PublishBatchCommand({
        TopicArn: topic,
        PublishBatchRequestEntries: due.map(({ message }, place) => ({
          Id: String(place),
          Message: message,
          MessageAttributes: { rule: { DataType: "String", StringValue: "low-stock" } },
        })),
      }),
    );
    await remember(due);
  }
  end();
  return answer;
}

async function notSentBefore(): Promise<typeof notices> {
  const sent = new Set<string | undefined>();
  for (const part of parts(notices, 100)) {
    const Keys = part.map(({ id }) => ({ id: { S: id } }));
    const { Responses } = await dynamodb.send(
      new BatchGetItemCommand({ RequestItems: { [ledger]: { Keys } } }),
    );
    for (const { id } of Responses?.[ledger] ?? []) sent.add(id?.S);
  }
  return notices.filter(({ id }) => !sent.has(id));
}

async function remember(part: typeof notices): Promise<void> {
  const expires = { N: String(Math.floor(Date.now() / 1_000) + 2_592_000) };
  await dynamodb.send(
    new BatchWriteItemCommand({
      RequestItems: {
        [ledger]: part.map(({ id }) => ({
          PutRequest: { Item: { id: { S: id }, expires_at: expires } },
        })),
      },
    }),
  );
}

function parts<Part>(all: readonly Part[], size: number): Part[][] {
  const list: Part[][] = [];
  for (let start = 0; start < all.length; start += size) list.push(all.slice(start, start + size));
  return list;
}
