import { replayBatches } from "@spillway/change-capture";
import type { Failure } from "./failure.ts";
import { type ReplayFailureOptions, recordsOf } from "./replay-failure.ts";

/** Records of a failure that is small, and of several that are replayed together. */
const SMALL = 25;
const TOGETHER = 100;

/**
 * Failures in groups, in their order: small ones together, since where batches are halved most have one record,
 * and an invocation each would take days where an hour of changes failed. What has to be read from the stream
 * is alone.
 *
 * @param rate records a second: together go at most so many, since an invocation can't be spread over time
 */
export function smallGroups(
  failures: readonly Failure[],
  rate: number,
): readonly (readonly Failure[])[] {
  const most = Math.min(TOGETHER, rate);
  const groups: Failure[][] = [];
  let room = 0;
  for (const failure of failures) {
    const { batchSize } = failure.record;
    const isSmall = failure.hasRecords && batchSize <= SMALL;
    const last = groups.at(-1);
    if (isSmall && last !== undefined && batchSize <= room) {
      last.push(failure);
      room -= batchSize;
    } else {
      groups.push([failure]);
      room = isSmall ? most - batchSize : 0;
    }
  }
  return groups;
}

/**
 * Replays several failures in one invocation.
 *
 * @returns how many records are done; undefined when not all passed, or they do not fit: then each has to be
 * replayed alone
 */
export async function replayTogether(
  failures: readonly Failure[],
  options: ReplayFailureOptions,
): Promise<number | undefined> {
  const read = await Promise.all(failures.map((failure) => recordsOf(failure, options)));
  const records = read.flatMap((one) => one.records);
  const id = `${failures.length} failures from ${failures[0]?.id}`;
  const batches = replayBatches(records, id);
  if (batches.length > 1 || read.some(({ lost }) => lost !== undefined)) return undefined;
  if (records.length === 0) return 0;
  await options.limiter.acquire(records.length, options.signal);
  const outcome = await options.processor.replay(records, id);
  return outcome.kind === "done" ? records.length : undefined;
}
