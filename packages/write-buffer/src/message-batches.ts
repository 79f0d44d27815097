import { SQS_BATCH_MAX_BYTES, SQS_BATCH_MAX_MESSAGES } from "@spillway/capacity";
import type { OutgoingMessage } from "./outgoing-message.ts";

/**
 * Packs messages, in order, into batches that one `SendMessageBatch` takes: at most 10 messages and
 * 256 KiB together. A message that is larger alone comes alone: the sender refuses it.
 *
 * The source is pulled: a batch is made when it is asked for.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
 */
export async function* messageBatches<M extends OutgoingMessage>(
  messages: Iterable<M> | AsyncIterable<M>,
): AsyncGenerator<M[]> {
  let batch: M[] = [];
  let bytes = 0;
  for await (const message of messages) {
    const size = messageBytes(message);
    const isFull = batch.length === SQS_BATCH_MAX_MESSAGES || bytes + size > SQS_BATCH_MAX_BYTES;
    if (isFull && batch.length > 0) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(message);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

/** The size of a message as SQS counts it: the UTF-8 bytes of its body (ours carry no attributes). */
export function messageBytes(message: OutgoingMessage): number {
  return Buffer.byteLength(message.body, "utf8");
}
