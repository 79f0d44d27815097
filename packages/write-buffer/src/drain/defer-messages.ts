import type { OutgoingMessage, SendFailure } from "../outgoing-message.ts";
import type { SendOptions } from "../send-batch.ts";
import { sendMessages } from "../send-messages.ts";

/** A message that was received and could not be dealt with in time. */
export interface DeferredMessage extends OutgoingMessage {
  /** The `messageId` under which it was received. */
  readonly messageId: string;
}

/** What became of the messages that were to be deferred. */
export interface Deferral {
  /** Are in the queue anew: their originals can be acknowledged. */
  readonly deferred: readonly DeferredMessage[];
  /** Are not: their originals must not be acknowledged. */
  readonly failed: readonly SendFailure<DeferredMessage>[];
  readonly requests: number;
}

/**
 * Puts messages back into their queue as new messages with a delay. Acknowledge an original only if
 * it is in `deferred`, which means that its successor was accepted: then nothing is lost, and a
 * message that only waits never uses up its queue's `maxReceiveCount`.
 *
 * If the consumer stops between the two, both original and successor exist. That is harmless for
 * puts: the same item is written twice.
 */
export async function deferMessages(
  messages: Iterable<DeferredMessage> | AsyncIterable<DeferredMessage>,
  options: SendOptions,
): Promise<Deferral> {
  const deferred: DeferredMessage[] = [];
  const failed: SendFailure<DeferredMessage>[] = [];
  let requests = 0;
  for await (const outcome of sendMessages(messages, options)) {
    deferred.push(...outcome.sent);
    failed.push(...outcome.failed);
    requests += outcome.requests;
  }
  return { deferred, failed, requests };
}
