import { itemKey, replayBatches, sequenceNumberOf } from "@spillway/change-capture";
import type { RateLimiter } from "@spillway/pacing";
import type { Processor } from "./ports.ts";

/** A record that failed again. */
export interface FailedRecord {
  readonly sequenceNumber: string | undefined;
  readonly error: string;
}

/** What became of the records of one failure. */
export interface Replayed {
  readonly done: number;
  readonly failed: readonly FailedRecord[];
  /** Not tried: later changes of an item of which one failed, and all behind the third that failed. */
  readonly untried: number;
}

export interface ReplayOptions {
  readonly processor: Processor;
  /** Counts records. */
  readonly limiter: RateLimiter;
  readonly signal: AbortSignal;
}

/** Of one failure. Where more fail, the cause is not mended. */
const MOST_FAILED = 3;

/**
 * Replays records that were given up together, in as few invocations as they fit into. One that fails is
 * found by trying it alone, and those of other items behind it go on.
 *
 * @param id what the records were found in, for the processor's log
 * @throws the signal's reason, or what kept the processor from being invoked; some may be done then
 */
export async function replayRecords(
  records: readonly unknown[],
  id: string,
  { processor, limiter, signal }: ReplayOptions,
): Promise<Replayed> {
  const failed: FailedRecord[] = [];
  let done = 0;
  let heldBack = 0;
  let left = records;
  let most: number | undefined;
  const replay = async (batch: readonly unknown[]) => {
    await limiter.acquire(batch.length, signal);
    return processor.replay(batch, id);
  };
  while (left.length > 0 && failed.length < MOST_FAILED) {
    const [batch = []] = replayBatches(left, id, most === undefined ? {} : { records: most });
    const outcome = await replay(batch);
    if (outcome.kind === "done" || outcome.place > 0) {
      const count = outcome.kind === "done" ? batch.length : outcome.place;
      done += count;
      left = left.slice(count);
      continue;
    }
    const [first] = batch;
    const alone = batch.length === 1 ? outcome : await replay([first]);
    if (alone.kind === "done") {
      // It passes by itself: together they are too much for the processor's time or memory.
      done += 1;
      left = left.slice(1);
      most = Math.max(1, Math.floor(batch.length / 2));
      continue;
    }
    failed.push({ sequenceNumber: sequenceNumberOf(first), error: alone.error });
    const item = itemOf(first);
    const others = left.slice(1).filter((record) => item === undefined || itemOf(record) !== item);
    heldBack += left.length - 1 - others.length;
    left = others;
  }
  return { done, failed, untried: heldBack + left.length };
}

function itemOf(record: unknown): string | undefined {
  if (typeof record !== "object" || record === null || !("dynamodb" in record)) return undefined;
  const { dynamodb } = record;
  if (typeof dynamodb !== "object" || dynamodb === null || !("Keys" in dynamodb)) return undefined;
  const { Keys: keys } = dynamodb;
  return typeof keys === "object" && keys !== null ? itemKey({ ...keys }) : undefined;
}
