import { SQS_MESSAGE_MAX_BYTES } from "@spillway/capacity";
import { jsonOperation, type RequestSender } from "@spillway/signed-requests";
import type { FailureDestination } from "./failure-destination.ts";

/**
 * Sends failed records to a queue: with the record where it fits into a message, else its place in the
 * stream alone, from which it can be read for 24 hours.
 *
 * @param sqs a sender for SQS
 */
export function sqsDestination(sqs: RequestSender, queueUrl: string): FailureDestination {
  const sendMessage = jsonOperation<{ QueueUrl: string; MessageBody: string }, object>(
    sqs,
    "AmazonSQS.SendMessage",
    "1.0",
  );
  return {
    async send({ body, metadata }) {
      const fits = Buffer.byteLength(body) <= SQS_MESSAGE_MAX_BYTES;
      await sendMessage({ QueueUrl: queueUrl, MessageBody: fits ? body : metadata });
    },
  };
}
