import { Deadline } from "@spillway/pacing";
import { fixedRatePacer, writeAll } from "@spillway/table-writer";
import { DrainRate, drainMessages } from "@spillway/write-buffer";
import type { MemoryQueue } from "../places/memory-queue.ts";
import type { RunServices } from "./run-services.ts";

/** The least that an event source mapping may have. */
export const CONSUMERS = 2;
/** How long an invocation may take. */
const TIMEOUT_MS = 60_000;
/** How often a consumer looks that found nothing. */
const POLL_MS = 50;

/**
 * Drains a queue as the function `queue-consumer` does, in two of them: each at its half of the least
 * capacity that the table and its indexes have.
 *
 * @param isMore whether messages may still come
 */
export async function drainQueue(
  { table, transport, clock }: RunServices,
  queue: MemoryQueue,
  isMore: () => boolean,
): Promise<void> {
  const random = Math.random;
  const consume = async () => {
    const limiter = new DrainRate(clock, CONSUMERS).limiterFor(table);
    while (isMore() || queue.size > 0) {
      const messages = queue.receive();
      if (messages.length === 0) {
        await clock.sleep(POLL_MS);
        continue;
      }
      const { failures } = await drainMessages(messages, {
        write: (sources, onOutcome) =>
          writeAll(sources, {
            ...{ transport, table, clock, random, onOutcome },
            deadline: Deadline.after(clock, TIMEOUT_MS),
            ...(limiter === undefined ? {} : { pacer: fixedRatePacer(limiter) }),
          }),
        ...{ unitsPerSecond: limiter?.ratePerSecond, queue, clock, random },
      });
      if (failures.length > 0) throw new Error(JSON.stringify(failures[0]));
      for (const { messageId } of messages) queue.delete(messageId);
    }
  };
  await Promise.all(Array.from({ length: CONSUMERS }, consume));
}
