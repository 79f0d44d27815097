import { SQS_MESSAGE_MAX_BYTES } from "@spillway/capacity";
import type { Reason } from "@spillway/errors";
import { type Clock, type Deadline, fullJitterDelay, type Random } from "@spillway/pacing";
import { messageBytes } from "./message-batches.ts";
import type { OutgoingMessage, SendFailure } from "./outgoing-message.ts";
import type { EntryFailure, Queue } from "./queue.ts";

/** How messages are sent. */
export interface SendOptions {
  readonly queue: Queue;
  readonly clock: Clock;
  /** From 0 up to 1: the jitter between attempts. */
  readonly random: Random;
  /** How often a message is offered to SQS before it counts as failed. Minimum 1, default 8. */
  readonly maxAttempts?: number;
  /** No request is begun after this. Default: none. */
  readonly deadline?: Deadline;
}

export interface BatchOutcome<M extends OutgoingMessage> {
  readonly sent: readonly M[];
  readonly failed: readonly SendFailure<M>[];
  /** Requests made. */
  readonly requests: number;
  /** Messages offered, over all requests. */
  readonly attempts: number;
  /** What kept a request as a whole from being answered, if that is why the batch failed. */
  readonly requestError?: unknown;
}

/**
 * Sends one batch. Entries that SQS refuses through no fault of their own are sent again, alone,
 * with full jitter between the attempts; entries at fault and requests that fail as a whole (after
 * the client's own retries) are not.
 */
export async function sendBatch<M extends OutgoingMessage>(
  batch: readonly M[],
  { queue, clock, random, maxAttempts = 8, deadline }: SendOptions,
): Promise<BatchOutcome<M>> {
  const tooLarge = batch.filter((message) => messageBytes(message) > SQS_MESSAGE_MAX_BYTES);
  const failed: SendFailure<M>[] = tooLarge.map((message) => ({
    message,
    reason: {
      code: "MESSAGE_TOO_LARGE",
      message: `expected a message of at most ${SQS_MESSAGE_MAX_BYTES} bytes; came ${messageBytes(message)}`,
    },
  }));
  const sent: M[] = [];
  let left = batch.filter((message) => !tooLarge.includes(message));
  let lastFailures: readonly EntryFailure[] = [];
  let requests = 0;
  let attempts = 0;

  while (left.length > 0) {
    if (deadline?.hasPassed()) {
      const reason = deadlinePassed(lastFailures);
      failed.push(...left.map((message) => ({ message, reason })));
      break;
    }
    requests += 1;
    attempts += left.length;
    try {
      lastFailures = await queue.sendBatch(left);
    } catch (requestError) {
      const reason = reasonOfRequest(requestError);
      failed.push(...left.map((message) => ({ message, reason })));
      return { sent, failed, requests, attempts, requestError };
    }
    const failureOf = new Map(lastFailures.map((failure) => [failure.index, failure]));
    const isLastAttempt = requests === maxAttempts;
    const again: M[] = [];
    for (const [index, message] of left.entries()) {
      const failure = failureOf.get(index);
      if (failure === undefined) sent.push(message);
      else if (!failure.senderFault && !isLastAttempt) again.push(message);
      else failed.push({ message, reason: { code: failure.code, message: failure.message } });
    }
    left = again;
    if (left.length > 0) {
      const delay = fullJitterDelay({ attempt: requests - 1, random });
      await clock.sleep(Math.min(delay, deadline?.remainingMs() ?? delay));
    }
  }
  return { sent, failed, requests, attempts };
}

function deadlinePassed(lastFailures: readonly EntryFailure[]): Reason {
  const last = lastFailures.find(({ senderFault }) => !senderFault);
  const because = last === undefined ? "" : `; SQS last said ${last.code}: ${last.message}`;
  return { code: "DEADLINE_PASSED", message: `there was no time left to send it${because}` };
}

/** The name that the SDK gives to what went wrong is the code: nobody here throws on purpose. */
function reasonOfRequest(error: unknown): Reason {
  return error instanceof Error
    ? { code: error.name, message: error.message || error.name }
    : { code: "SEND_FAILED", message: String(error) };
}
