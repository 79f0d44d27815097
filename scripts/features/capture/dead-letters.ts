import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
} from "@aws-sdk/client-sqs";
import type { CaptureOutputs, Cloud } from "./cloud.ts";

/** How many messages the dead-letter queue holds. */
export async function deadLetters({ sqs, capture }: Cloud): Promise<number> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: capture.dead_letter_queue_url,
      AttributeNames: ["ApproximateNumberOfMessages"],
    }),
  );
  return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
}

/** What the failure bucket holds. */
export async function failedObjects({ s3, capture }: Cloud): Promise<readonly string[]> {
  if (capture.failure_bucket === null) return [];
  const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket: capture.failure_bucket }));
  return (Contents ?? []).flatMap(({ Key }) => Key ?? []);
}

/**
 * Takes away what S3 sends when a bucket is told to notify a queue: a message that says so, and no failure.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export async function takeTestEvents(
  sqs: Cloud["sqs"],
  { dead_letter_queue_url: QueueUrl }: Pick<CaptureOutputs, "dead_letter_queue_url">,
): Promise<void> {
  const { Messages } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 1 }),
  );
  for (const { Body, ReceiptHandle } of Messages ?? []) {
    if (Body?.includes('"s3:TestEvent"')) {
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}
