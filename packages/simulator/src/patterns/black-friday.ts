import type { LoadPattern } from "../load/table-load.ts";

/** A month with one day that is far busier than the others. */
export interface BlackFridayOptions {
  /** Writes a second of a usual day, all day long. */
  readonly usual: number;
  /** Writes a second of the day itself, from 8:00 to 20:00. */
  readonly peak: number;
}

const DAYS = 30;
const MINUTES_OF_DAY = 1_440;
const STEP_SECONDS = 60;
/** November 2026 in UTC; its Black Friday is the 27th. */
const NOVEMBER_MS = Date.UTC(2026, 10, 1);
const THE_DAY = 27;
const UP_UNTIL = 8 * 60;
const DOWN_FROM = 20 * 60;

/**
 * November 2026 by the minute. On 29 days it is the usual rate. On Friday, the 27th, it grows from
 * midnight to the peak at 8:00, each minute by the same factor, stays there until 20:00, and comes down
 * to the usual until midnight in the same way. A growth to the hundredfold doubles every 72 minutes.
 *
 * It is a form, not a measurement: whoever has the curve of a year before plans with that.
 *
 * @example
 * blackFridayPattern({ usual: 1_000, peak: 100_000 });
 */
export function blackFridayPattern({ usual, peak }: BlackFridayOptions): LoadPattern {
  const writes = new Float64Array(DAYS * MINUTES_OF_DAY).fill(usual);
  const midnight = (THE_DAY - 1) * MINUTES_OF_DAY;
  for (let minute = 0; minute < MINUTES_OF_DAY; minute += 1) {
    writes[midnight + minute] = usual * (peak / usual) ** riseAt(minute);
  }
  return { name: "black-friday", startMs: NOVEMBER_MS, stepSeconds: STEP_SECONDS, writes };
}

/** From 0, as usual, to 1, the peak. */
function riseAt(minute: number): number {
  if (minute < UP_UNTIL) return minute / UP_UNTIL;
  if (minute < DOWN_FROM) return 1;
  return (MINUTES_OF_DAY - minute) / (MINUTES_OF_DAY - DOWN_FROM);
}
