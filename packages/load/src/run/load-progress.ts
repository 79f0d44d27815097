import type { WriteProgress } from "@spillway/table-writer";

/** Where a load stands. */
export interface LoadProgress {
  /** Bytes of the source that were read, and how many it has; undefined where nobody knows. */
  readonly bytesRead: number;
  readonly bytes: number | undefined;
  /** Records that were read, those that earlier runs had done included. */
  readonly recordsRead: number;
  /** Records that earlier runs had done, and how many of them were written. */
  readonly recordsBefore: number;
  readonly writtenBefore: number;
  /** Counts of this run. */
  readonly write: WriteProgress;
  /** Since this run began. */
  readonly seconds: number;
}

/** A load's pace between two moments. */
export interface LoadPace {
  readonly recordsPerSecond: number;
  readonly unitsPerSecond: number;
  /** Undefined while it can't be told. */
  readonly secondsLeft: number | undefined;
}

/** The pace since an earlier moment. */
export function paceBetween(earlier: LoadProgress, now: LoadProgress): LoadPace {
  const seconds = Math.max(0.001, now.seconds - earlier.seconds);
  const [was, is] = [shareDone(earlier), shareDone(now)];
  const sharePerSecond = was === undefined || is === undefined ? 0 : (is - was) / seconds;
  return {
    recordsPerSecond: (now.write.written - earlier.write.written) / seconds,
    unitsPerSecond: (now.write.unitsConsumed.table - earlier.write.unitsConsumed.table) / seconds,
    secondsLeft: is === undefined || sharePerSecond <= 0 ? undefined : (1 - is) / sharePerSecond,
  };
}

/**
 * The share of the source that is done, from 0 to 1; undefined where nobody knows. What was read ahead
 * is not done, and how many bytes it has is told by the records that they gave.
 */
export function shareDone(progress: LoadProgress): number | undefined {
  const { bytes, bytesRead, recordsRead, recordsBefore, write } = progress;
  if (bytes === undefined) return undefined;
  if (bytes === 0 || recordsRead === 0) return bytes === 0 ? 1 : 0;
  const { written, deduplicated, rejected, failed, spilled } = write;
  const done = recordsBefore + written + deduplicated + rejected + failed + spilled;
  return Math.min(1, (bytesRead / bytes) * (done / recordsRead));
}
