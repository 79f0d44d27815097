import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { OutgoingMessage } from "./outgoing-message.ts";

/** What SQS said of one message of a batch that it did not take. */
export interface EntryFailure {
  /** The message's place in the batch, from 0. */
  readonly index: number;
  readonly code: string;
  readonly message: string;
  /** The message itself is at fault: sending it again would give the same answer. */
  readonly senderFault: boolean;
}

/** One queue, as far as sending goes. */
export interface Queue {
  /**
   * Sends up to 10 messages in one request.
   *
   * @returns the messages that were not taken; empty if all were.
   * @throws whatever kept the request as a whole from being answered.
   */
  sendBatch(messages: readonly OutgoingMessage[]): Promise<readonly EntryFailure[]>;
}

/**
 * A queue reached through an SQS client. The client's own retries stay on: they are for requests
 * that fail as a whole, which is what an SDK can see. Entries that fail inside an answered request
 * are for the caller to send again.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
 *
 * @example
 * const queue = sqsQueue(new SQSClient({ maxAttempts: 5 }), settings.QUEUE_URL);
 */
export function sqsQueue(client: SQSClient, queueUrl: string): Queue {
  return {
    async sendBatch(messages) {
      const answer = await client.send(
        new SendMessageBatchCommand({
          QueueUrl: queueUrl,
          Entries: messages.map(({ body, delaySeconds }, index) => ({
            Id: String(index),
            MessageBody: body,
            DelaySeconds: delaySeconds,
          })),
        }),
      );
      const taken = new Set(answer.Successful?.map(({ Id }) => Id));
      const refused = new Map(answer.Failed?.map((entry) => [entry.Id, entry]));
      return messages.flatMap((_, index): EntryFailure[] => {
        const id = String(index);
        if (taken.has(id)) return [];
        const entry = refused.get(id);
        return [
          {
            index,
            code: entry?.Code ?? "NOT_ANSWERED",
            message: entry?.Message ?? "SQS named the message neither as taken nor as refused",
            senderFault: entry?.SenderFault ?? false,
          },
        ];
      });
    },
  };
}
