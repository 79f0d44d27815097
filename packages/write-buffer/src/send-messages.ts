import type { Reason } from "@spillway/errors";
import { messageBatches } from "./message-batches.ts";
import type { OutgoingMessage } from "./outgoing-message.ts";
import { type BatchOutcome, type SendOptions, sendBatch } from "./send-batch.ts";

// A queue that did not answer three batches in a row, each after the client's own retries, is not
// going to answer the other hundreds either: waiting for each would only hide the error.
const UNANSWERED_BATCHES_BEFORE_GIVING_UP = 3;

/**
 * Sends messages in order, batch by batch, and yields what became of each batch. The source is
 * pulled, so no more than one batch is held. If the queue itself is out of reach, the rest of the
 * messages are reported as failed for that reason without being tried.
 */
export async function* sendMessages<M extends OutgoingMessage>(
  messages: Iterable<M> | AsyncIterable<M>,
  options: SendOptions,
): AsyncGenerator<BatchOutcome<M>> {
  let unanswered = 0;
  for await (const batch of messageBatches(messages)) {
    const outcome =
      unanswered < UNANSWERED_BATCHES_BEFORE_GIVING_UP
        ? await sendBatch(batch, options)
        : notTried(batch);
    if (outcome.requestError !== undefined) unanswered += 1;
    else if (outcome.requests > 0) unanswered = 0;
    yield outcome;
  }
}

function notTried<M extends OutgoingMessage>(batch: readonly M[]): BatchOutcome<M> {
  const reason: Reason = {
    code: "QUEUE_UNREACHABLE",
    message: `not tried: the queue answered none of the last ${UNANSWERED_BATCHES_BEFORE_GIVING_UP} batches`,
  };
  return {
    sent: [],
    failed: batch.map((message) => ({ message, reason })),
    requests: 0,
    attempts: 0,
  };
}
