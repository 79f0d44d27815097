import { SQS_MESSAGE_MAX_BYTES } from "@spillway/capacity";
import { jsonOperation, type RequestSender } from "@spillway/signed-requests";
import { changeCaptureError } from "../change-capture-error.ts";
import type { FailureDestination } from "./failure-destination.ts";

/**
 * Sends failed records to a queue. One that does not fit into a message is refused and so left to Lambda, which
 * retries it and then tells the queue its place in the stream: here the shard is not known, and without it
 * nobody finds the record again.
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
    async send({ body }) {
      const bytes = Buffer.byteLength(body);
      if (bytes > SQS_MESSAGE_MAX_BYTES) {
        throw changeCaptureError(
          "RECORD_TOO_LARGE",
          `expected a record of at most ${SQS_MESSAGE_MAX_BYTES} bytes for a queue; came ${bytes}`,
          { hint: "A bucket as failure destination takes every record." },
        );
      }
      await sendMessage({ QueueUrl: queueUrl, MessageBody: body });
    },
  };
}
