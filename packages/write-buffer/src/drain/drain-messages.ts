import type { Reason } from "@spillway/errors";
import type { Position } from "@spillway/records";
import type { SendOptions } from "../send-batch.ts";
import { deferMessages } from "./defer-messages.ts";
import { deferralDelays } from "./deferral-delays.ts";
import { type ReceivedMessage, type ReceivedWrite, receivedWrites } from "./received-writes.ts";

/** A write that was not done. A `WriteOutcome` of table-writer is one. */
export interface UnfinishedWrite {
  /** That of the source which was handed over. */
  readonly position: Pick<Position, "index">;
  readonly reason: Reason;
  /** Whether it will likely be done if it waits. */
  readonly waitingHelps: boolean;
}

/** How messages are drained; the send options are those of the queue that they go back into. */
export interface DrainOptions<Report> extends SendOptions {
  /**
   * Does the writes, and tells of each that was not done: `writeAll` of table-writer, at the pace and
   * until the deadline that the consumer has.
   */
  readonly write: (
    sources: readonly ReceivedWrite["source"][],
    onUnfinished: (write: UnfinishedWrite) => void,
  ) => Promise<Report>;
  /** Write units a second of this consumer; undefined if it is not paced. Deferred messages come back over the time that it needs for them. */
  readonly unitsPerSecond: number | undefined;
}

/**
 * A message that was neither dealt with nor put back. It must not be acknowledged, so that it counts
 * its receives and reaches the dead-letter queue, where someone sees it.
 */
export interface DrainFailure {
  readonly messageId: string;
  /** `malformed`: it asks for no write. `refused`: the write will never work. `not deferred`: the queue did not take it back. */
  readonly kind: "malformed" | "refused" | "not deferred";
  readonly reason: Reason;
}

/** What became of a batch of received messages: those in no list are done. */
export interface Drained<Report> {
  /** What `write` gave. */
  readonly report: Report;
  /** How many are in the queue anew. Their originals are done. */
  readonly deferred: number;
  readonly failures: readonly DrainFailure[];
}

/**
 * Does the puts and deletes that received messages ask for.
 *
 * A message whose write was done is done. One that only has to wait (no time left, still throttled
 * after all attempts) goes back into its queue as a new message. One that will never work (malformed,
 * refused by the table) is a failure.
 *
 * @throws what `write` throws
 *
 * @example
 * const { failures } = await drainMessages(event.Records, {
 *   write: (sources, onOutcome) => writeAll(sources, { ...options, onOutcome }),
 *   unitsPerSecond: limiter?.ratePerSecond,
 *   queue,
 *   clock,
 *   random,
 * });
 * return partialBatchResponse(failures.map(({ messageId }) => messageId));
 */
export async function drainMessages<Report>(
  messages: readonly ReceivedMessage[],
  { write, unitsPerSecond, ...sending }: DrainOptions<Report>,
): Promise<Drained<Report>> {
  const { writes, malformed } = receivedWrites(messages);
  const failures: DrainFailure[] = malformed.map(({ messageId, reason }) => ({
    messageId,
    kind: "malformed",
    reason,
  }));

  const waiting: ReceivedWrite[] = [];
  const sources = writes.map(({ source }) => source);
  const report = await write(sources, ({ position, reason, waitingHelps }) => {
    const received = writes[position.index];
    if (received === undefined) return;
    if (waitingHelps) waiting.push(received);
    else failures.push({ messageId: received.messageId, kind: "refused", reason });
  });

  const delays = deferralDelays(waiting.length, unitsPerSecond);
  const later = waiting.map(({ messageId, body }, index) => ({
    messageId,
    body,
    delaySeconds: delays[index] ?? 1,
  }));
  const { deferred, failed } = await deferMessages(later, sending);
  for (const { message, reason } of failed) {
    failures.push({ messageId: message.messageId, kind: "not deferred", reason });
  }
  return { report, deferred: deferred.length, failures };
}
