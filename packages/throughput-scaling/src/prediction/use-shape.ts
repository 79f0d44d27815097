/**
 * What a capacity is used for over a week, as far as it was the same in recent weeks; a JSON document of a
 * few kilobytes. Weeks and days are those of UTC.
 */
export interface UseShape {
  /** When the time that it was learned from ended, in milliseconds. */
  readonly learnedAtMs: number;
  /** Days that it was learned from. */
  readonly days: number;
  /**
   * Stretches of the week in which the use is about the same: when each begins, in milliseconds since
   * Thursday 00:00 UTC, the first at 0. Thursday is the day on which the clock of computers begins.
   */
  readonly fromMs: readonly number[];
  /** The use in each stretch, in units a second. */
  readonly units: readonly number[];
}

/** 7 days, in milliseconds. */
export const WEEK_MS = 7 * 24 * 3_600_000;

/**
 * The highest use that is expected from `atMs` until `atMs + aheadMs`, in units a second.
 *
 * @param aheadMs up to a week, in milliseconds
 * @example
 * predictedNeed(shape, nowMs, 120_000); // → 180, where there were 180 at this time each day
 */
export function predictedNeed(shape: UseShape, atMs: number, aheadMs: number): number {
  const { fromMs, units } = shape;
  if (units.length === 0) return 0;
  const beginMs = atMs % WEEK_MS;
  const first = stretchAt(fromMs, beginMs);
  let highest = units[first] ?? 0;
  // A stretch that begins at the very end is not reached yet.
  for (let at = first + 1, weeks = 0; ; at++) {
    if (at === units.length) {
      at = 0;
      weeks += 1;
    }
    const stretchMs = (fromMs[at] ?? 0) + weeks * WEEK_MS;
    if (stretchMs >= beginMs + aheadMs) return highest;
    highest = Math.max(highest, units[at] ?? 0);
  }
}

/** The last stretch that begins at or before a moment of the week. */
function stretchAt(fromMs: readonly number[], momentMs: number): number {
  let low = 0;
  let high = fromMs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((fromMs[middle] ?? 0) <= momentMs) low = middle;
    else high = middle - 1;
  }
  return low;
}
