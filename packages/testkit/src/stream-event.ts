import { createHash } from "node:crypto";
import type { AttributeValue, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";

type Image = Readonly<Record<string, AttributeValue>>;

/** What a test says about one record of a DynamoDB stream; everything has a default. */
export interface StreamRecordOptions {
  /** Default MODIFY with both images, INSERT without an old one, REMOVE without a new one. */
  readonly eventName?: "INSERT" | "MODIFY" | "REMOVE";
  /** Default `{ pk: { S: "a" } }`. */
  readonly keys?: Image;
  readonly oldImage?: Image;
  readonly newImage?: Image;
  /** DynamoDB itself removed the item, because its TTL had passed. */
  readonly byTtl?: boolean;
  /** Digits; default 100000000000000000000 and the record's place. */
  readonly sequenceNumber?: string;
  /** Default a digest of the sequence number. */
  readonly eventId?: string;
  /** In seconds since 1970; default 1,796,000,000. */
  readonly createdAt?: number;
  /** Default `orders`. */
  readonly table?: string;
}

/**
 * The event with which a DynamoDB stream's event source mapping invokes a function.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 *
 * @example
 * const event = streamEvent([{ newImage: { pk: { S: "a" }, n: { N: "1" } } }]);
 * event.Records[0]?.eventName; // → "INSERT"
 */
export function streamEvent(records: readonly StreamRecordOptions[]): DynamoDBStreamEvent {
  return { Records: records.map(streamRecord) };
}

function streamRecord(options: StreamRecordOptions, place: number): DynamoDBRecord {
  const { keys = { pk: { S: "a" } }, oldImage, newImage, table = "orders" } = options;
  const sequenceNumber =
    options.sequenceNumber ?? String(100_000_000_000_000_000_000n + BigInt(place));
  const eventId = options.eventId ?? createHash("md5").update(sequenceNumber).digest("hex");
  const eventName =
    options.eventName ??
    (oldImage === undefined ? "INSERT" : newImage === undefined ? "REMOVE" : "MODIFY");
  return {
    eventID: eventId,
    eventName,
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: "us-east-1",
    dynamodb: {
      ApproximateCreationDateTime: options.createdAt ?? 1_796_000_000,
      Keys: keys,
      ...(newImage === undefined ? {} : { NewImage: newImage }),
      ...(oldImage === undefined ? {} : { OldImage: oldImage }),
      SequenceNumber: sequenceNumber,
      SizeBytes: JSON.stringify({ keys, oldImage, newImage }).length,
      StreamViewType: "NEW_AND_OLD_IMAGES",
    },
    ...(options.byTtl
      ? { userIdentity: { type: "Service", principalId: "dynamodb.amazonaws.com" } }
      : {}),
    eventSourceARN: `arn:aws:dynamodb:us-east-1:123456789012:table/${table}/stream/2026-11-28T00:00:00.000`,
  };
}
