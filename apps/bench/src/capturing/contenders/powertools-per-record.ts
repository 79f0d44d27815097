import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import { GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { PublishCommand } from "@aws-sdk/client-sns";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { Context, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { auditEntry, bucket, dynamodb, ledger, observe, s3, sns, topic } from "./by-hand.ts";

const processor = new BatchProcessor(EventType.DynamoDBStreams);

/** As the documentation shows it: everything that a record needs, record by record. */
async function recordHandler(record: DynamoDBRecord): Promise<void> {
  const entry = auditEntry(record);
  await s3.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: `audit-logs/${record.dynamodb?.SequenceNumber}.json`,
      Body: JSON.stringify(entry),
    }),
  );
  const image = record.dynamodb?.NewImage;
  // The SDK's own type of an image has more kinds of values than Lambda's.
  const item = image && unmarshall(image as Parameters<typeof unmarshall>[0]);
  if (item === undefined || item.Stock >= 10) return;
  const id = { S: `${record.eventID}#low-stock` };
  const { Item } = await dynamodb.send(new GetItemCommand({ TableName: ledger, Key: { id } }));
  if (Item !== undefined) return;
  await sns.send(
    new PublishCommand({ TopicArn: topic, Message: JSON.stringify({ ...entry, new: item }) }),
  );
  await dynamodb.send(
    new PutItemCommand({
      TableName: ledger,
      Item: { id, expires_at: { N: String(Math.floor(Date.now() / 1_000) + 2_592_000) } },
    }),
  );
}

export async function handler(event: DynamoDBStreamEvent, context: Context) {
  const end = observe(event, context);
  const answer = await processPartialResponse(event, recordHandler, processor, { context });
  end();
  return answer;
}
