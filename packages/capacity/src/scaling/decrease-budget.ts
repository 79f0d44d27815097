/**
 * How DynamoDB limits decreases of a table's or index's capacity. `four and one an hour`: 4 at the
 * begin of each UTC day, one more each hour while there are fewer, so 27 a day at most. `four, then
 * hourly`, of older accounts: 4 a UTC day whenever they are wanted, and beyond these one whenever there
 * was none for an hour.
 */
export type DecreaseRule = "four and one an hour" | "four, then hourly";

/** Decreases of one table or index so far: what the rules need to know, and no more. */
export interface DecreaseCount {
  /** The UTC day that is counted, as the time in milliseconds at which it began. */
  readonly dayStartMs: number;
  /** Decreases that were made on it. */
  readonly madeToday: number;
  /** Decreases that were left at `countedAtMs`, from 0 to 4. */
  readonly left: number;
  /** Since when the next one is growing, where fewer than 4 are left. */
  readonly countedAtMs: number;
  /** When the last one was made; undefined before the first. */
  readonly lastMs?: number;
}

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#decrease-provisioned-throughput
/** Decreases of a table or index that are there when a UTC day begins. */
export const DECREASES_AT_ONCE = 4;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A table or index of which nobody has decreased anything on the day of `nowMs`. */
export function noDecreases(nowMs: number): DecreaseCount {
  const dayStartMs = dayOf(nowMs);
  return { dayStartMs, madeToday: 0, left: DECREASES_AT_ONCE, countedAtMs: nowMs };
}

/**
 * Decreases that can be made now, one after the other.
 *
 * @param nowMs the time in milliseconds; never before that of an earlier call
 * @example
 * decreasesLeft(noDecreases(nowMs), nowMs); // → 4
 */
export function decreasesLeft(
  count: DecreaseCount,
  nowMs: number,
  rule: DecreaseRule = "four and one an hour",
): number {
  const now = countedAt(count, nowMs);
  if (rule === "four and one an hour") return now.left;
  const free = Math.max(0, DECREASES_AT_ONCE - now.madeToday);
  if (free > 0) return free;
  return now.lastMs !== undefined && nowMs - now.lastMs >= HOUR_MS ? 1 : 0;
}

/**
 * Makes a decrease. @returns undefined where none is left: DynamoDB refuses it with LimitExceededException
 *
 * @example
 * const after = makeDecrease(noDecreases(nowMs), nowMs);
 * decreasesLeft(after, nowMs); // → 3
 */
export function makeDecrease(
  count: DecreaseCount,
  nowMs: number,
  rule: DecreaseRule = "four and one an hour",
): DecreaseCount | undefined {
  if (decreasesLeft(count, nowMs, rule) === 0) return undefined;
  const now = countedAt(count, nowMs);
  return {
    ...now,
    madeToday: now.madeToday + 1,
    left: Math.max(0, now.left - 1),
    // With all four there nothing was growing: the next one begins to grow now.
    countedAtMs: now.left === DECREASES_AT_ONCE ? nowMs : now.countedAtMs,
    lastMs: nowMs,
  };
}

/** When the next decrease can be made: now, or the time in milliseconds that DynamoDB names in its refusal. */
export function nextDecreaseAt(
  count: DecreaseCount,
  nowMs: number,
  rule: DecreaseRule = "four and one an hour",
): number {
  if (decreasesLeft(count, nowMs, rule) > 0) return nowMs;
  const now = countedAt(count, nowMs);
  const since = rule === "four and one an hour" ? now.countedAtMs : (now.lastMs ?? nowMs);
  return Math.min(since + HOUR_MS, now.dayStartMs + DAY_MS);
}

/** The same count with what came back until `nowMs`. */
function countedAt(count: DecreaseCount, nowMs: number): DecreaseCount {
  const today = dayOf(nowMs);
  if (today > count.dayStartMs) {
    const { lastMs } = count;
    return { ...noDecreases(today), ...(lastMs === undefined ? {} : { lastMs }) };
  }
  if (count.left >= DECREASES_AT_ONCE) return count;
  const grown = Math.max(0, Math.floor((nowMs - count.countedAtMs) / HOUR_MS));
  const left = Math.min(DECREASES_AT_ONCE, count.left + grown);
  return { ...count, left, countedAtMs: count.countedAtMs + grown * HOUR_MS };
}

function dayOf(nowMs: number): number {
  return Math.floor(nowMs / DAY_MS) * DAY_MS;
}
