import { createHash } from "node:crypto";
import type { SQSEvent, SQSRecord } from "aws-lambda";

/** What a test says about one received message; everything but the body has a default. */
export interface SqsRecordOptions {
  readonly body: string;
  readonly messageId?: string;
  /** How often the message was received, this time included; default 1. */
  readonly receiveCount?: number;
  /** When it was sent, in ms since 1970; default 1,700,000,000,000. */
  readonly sentAtMs?: number;
  /** When it was first received, in ms since 1970; default `sentAtMs`. */
  readonly firstReceivedAtMs?: number;
  readonly queueArn?: string;
}

/**
 * The event with which an SQS event source mapping invokes a function.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 *
 * @param messages bodies, or messages with more than a body; a message without an id gets
 *   `message-1`, `message-2`, … by its place
 *
 * @example
 * const event = sqsEvent([encodeMessage({ json }), { body: "not JSON", receiveCount: 3 }]);
 * event.Records[1]?.messageId; // → "message-2"
 */
export function sqsEvent(messages: readonly (string | SqsRecordOptions)[]): SQSEvent {
  return {
    Records: messages.map((message, index) => {
      const options = typeof message === "string" ? { body: message } : message;
      return sqsRecord({ messageId: `message-${index + 1}`, ...options });
    }),
  };
}

/** One record of such an event. */
function sqsRecord(options: SqsRecordOptions): SQSRecord {
  const { body, messageId = "message-1", receiveCount = 1 } = options;
  const sentAtMs = options.sentAtMs ?? 1_700_000_000_000;
  return {
    messageId,
    receiptHandle: `receipt-of-${messageId}`,
    body,
    attributes: {
      ApproximateReceiveCount: String(receiveCount),
      SentTimestamp: String(sentAtMs),
      SenderId: "AIDAIENQZJOLO23YVJ4VO",
      ApproximateFirstReceiveTimestamp: String(options.firstReceivedAtMs ?? sentAtMs),
    },
    messageAttributes: {},
    md5OfBody: createHash("md5").update(body).digest("hex"),
    eventSource: "aws:sqs",
    eventSourceARN: options.queueArn ?? "arn:aws:sqs:us-east-1:123456789012:test-queue",
    awsRegion: "us-east-1",
  };
}
