import { SQS_MAX_DELAY_SECONDS, WRITE_UNIT_BYTES } from "@spillway/capacity";
import type { Reason } from "@spillway/errors";
import { type BufferableWrite, encodeMessage } from "./message-codec.ts";
import type { OutgoingMessage } from "./outgoing-message.ts";
import type { SendOptions } from "./send-batch.ts";
import { sendMessages } from "./send-messages.ts";

/** A write to be done later, as the writer that spills it has it: a `WireRequest` of table-writer. */
export interface SpillableWrite extends BufferableWrite {
  /** The item's size in bytes. */
  readonly bytes: number;
}

export interface QueueSpillOptions extends SendOptions {
  /**
   * Write units a second at which the queue can be drained: the writes become due at this pace, for
   * 900 seconds ahead. Default: all are due at once.
   */
  readonly unitsPerSecond?: number | undefined;
}

/** A message, and which of the writes it is for. */
interface SpilledMessage extends OutgoingMessage {
  readonly at: number;
}

/**
 * Makes the buffer queue a place for writes that a table could not take in time: the `spill` of
 * table-writer. Keep one for as long as the run takes.
 *
 * @param options its `deadline` is the moment until which spilling may take: later than that of the
 * writer, which begins to spill then
 * @returns takes writes, and gives for each undefined when SQS has it, or why it has not: the code of
 * SQS, `MESSAGE_TOO_LARGE` (an item above 256 KiB fits into a table, but not into a queue),
 * `QUEUE_UNREACHABLE`, `DEADLINE_PASSED`
 *
 * @example
 * const unitsPerSecond = leastWriteUnits(table);
 * const spill = queueSpill({ queue: sqsQueue(client, queueUrl), unitsPerSecond, clock, random });
 * await writeAll(source, { ...options, spill });
 */
export function queueSpill(
  options: QueueSpillOptions,
): (writes: readonly SpillableWrite[]) => Promise<readonly (Reason | undefined)[]> {
  const { clock, unitsPerSecond = Number.POSITIVE_INFINITY } = options;
  let dueAtMs = clock.now();
  return async (writes) => {
    const answers = new Array<Reason | undefined>(writes.length);
    dueAtMs = Math.max(dueAtMs, clock.now());
    const due = writes.map(({ bytes }) => {
      const atMs = dueAtMs;
      dueAtMs += (1_000 * Math.max(1, Math.ceil(bytes / WRITE_UNIT_BYTES))) / unitsPerSecond;
      return atMs;
    });
    function* messages(): Generator<SpilledMessage> {
      for (const [at, write] of writes.entries()) {
        // Pulled when it is sent: the time that sending takes does not add to the delay.
        const waitMs = Math.max(0, (due[at] ?? 0) - clock.now());
        const delaySeconds = Math.min(SQS_MAX_DELAY_SECONDS, Math.floor(waitMs / 1_000));
        yield { at, body: encodeMessage(write), delaySeconds };
      }
    }
    for await (const { failed } of sendMessages(messages(), options)) {
      for (const { message, reason } of failed) answers[message.at] = reason;
    }
    return answers;
  };
}
