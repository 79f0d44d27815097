import { type BufferableWrite, encodeMessage, type FailureReason } from "./message-codec.ts";
import type { SendOptions } from "./send-batch.ts";
import { sendMessages } from "./send-messages.ts";

/**
 * Makes the buffer queue a place for writes that a table could not take in time: the `spill` of
 * table-writer. They are due at once, since whoever drains the queue does it at the table's pace.
 *
 * @param options its `deadline` is the moment until which spilling may take: later than that of the
 * writer, which begins to spill then
 * @returns takes writes, and gives for each undefined when SQS has it, or why it has not: the code of
 * SQS, `MESSAGE_TOO_LARGE` (an item above 256 KiB fits into a table, but not into a queue),
 * `QUEUE_UNREACHABLE`, `DEADLINE_PASSED`
 *
 * @example
 * const spill = queueSpill({ queue: sqsQueue(client, queueUrl), clock, random });
 * await writeAll(source, { ...options, spill });
 */
export function queueSpill(
  options: SendOptions,
): (writes: readonly BufferableWrite[]) => Promise<readonly (FailureReason | undefined)[]> {
  return async (writes) => {
    const answers = new Array<FailureReason | undefined>(writes.length);
    const messages = writes.map((write, at) => ({
      at,
      body: encodeMessage(write),
      delaySeconds: 0,
    }));
    for await (const { failed } of sendMessages(messages, options)) {
      for (const { message, code, reason } of failed)
        answers[message.at] = { code, message: reason };
    }
    return answers;
  };
}
