/** A capacity from some moment on. */
export interface CapacitySince {
  /** In milliseconds. */
  readonly sinceMs: number;
  /** Units a second. */
  readonly units: number;
}

/** How long so many units were provisioned. */
export interface UnitHours {
  /** Units × hours, as the clock counts them. */
  readonly provisioned: number;
  /** Units × hours as they are billed: each hour of the clock with the most that was provisioned in it. */
  readonly billed: number;
}

const HOUR_MS = 3_600_000;

/**
 * Units × hours of one capacity that was changed now and then.
 *
 * DynamoDB bills "the hourly read and write capacity that you have provisioned". Its documentation does
 * not say what an hour costs within which the capacity was changed. We take the most that was provisioned
 * in the hour, so that nothing that goes up and down is priced too low; how long it was really provisioned
 * is told beside it, and is the least that the bill can be.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/provisioned-capacity-mode.html
 * @param changes the oldest first; what was provisioned before the first is not counted
 * @param untilMs where the time that is counted ends
 * @example
 * // 100 units for ten minutes of an hour, else 10.
 * unitHours([{ sinceMs: 0, units: 100 }, { sinceMs: 600_000, units: 10 }], 3_600_000);
 * // → { provisioned: 25, billed: 100 }
 */
export function unitHours(changes: readonly CapacitySince[], untilMs: number): UnitHours {
  let provisioned = 0;
  let billed = 0;
  /** The last hour that is billed, and with how many units. */
  let hour = Number.NEGATIVE_INFINITY;
  let most = 0;
  for (const [place, { sinceMs, units }] of changes.entries()) {
    const endMs = Math.min(untilMs, changes[place + 1]?.sinceMs ?? untilMs);
    if (endMs <= sinceMs) continue;
    provisioned += (units * (endMs - sinceMs)) / HOUR_MS;
    const [first, last] = [Math.floor(sinceMs / HOUR_MS), Math.ceil(endMs / HOUR_MS) - 1];
    if (first === hour) {
      billed += Math.max(0, units - most);
      billed += units * (last - first);
      most = last === first ? Math.max(most, units) : units;
    } else {
      billed += units * (last - first + 1);
      most = units;
    }
    hour = last;
  }
  return { provisioned, billed };
}
