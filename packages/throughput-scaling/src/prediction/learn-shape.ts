import type { UseSeries } from "./use-series.ts";
import { type UseShape, WEEK_MS } from "./use-shape.ts";

/** Weeks of use that count; what was before them is not looked at. */
export const WEEKS_LEARNED = 4;

const DAY_MS = 24 * 3_600_000;
const SLOT_MS = 300_000;
/** The share of days or weeks that must have reached a use for it to be expected. */
const CONFIRMED_SHARE = 0.75;
const LEAST_DAYS = 7;
const LEAST_WEEKS = 2;
/** Neighbouring slots whose use differs by less are one stretch. */
const ABOUT_THE_SAME = 1.1;

/**
 * Learns what use comes back at the same time each day or each week.
 *
 * The week is cut into slots of five minutes (of an hour, where the series has hours). For each slot the
 * use is expected that at least three quarters of the weeks reached at that time of the week, or that at
 * least three quarters of all days reached at that time of the day, and this day of the week too, once at
 * least; whichever is higher. So a single day out of line, high or low, changes nothing. It expects
 * something after a week, and knows a use that comes on one day of the week after two.
 *
 * @param series up to {@link WEEKS_LEARNED} weeks
 * @returns a shape that expects nothing, where there are too few days
 * @example
 * const shape = learnShape({ startMs, periodMs: 300_000, sums });
 * predictedNeed(shape, nowMs, 120_000);
 */
export function learnShape(series: UseSeries): UseShape {
  const { slots, slotMs, beginMs } = inSlots(series);
  const perDay = DAY_MS / slotMs;
  const perWeek = WEEK_MS / slotMs;
  const days = slots.length / perDay;
  const learnedAtMs = series.startMs + series.sums.length * series.periodMs;
  if (slots.every((use) => use === 0)) return { learnedAtMs, days, fromMs: [0], units: [0] };
  const daily = Array.from({ length: perDay }, (_, at) =>
    confirmed(every(slots, phase(beginMs, slotMs, perDay, at), perDay), LEAST_DAYS),
  );
  const fromMs: number[] = [];
  const units: number[] = [];
  let lowest = 0;
  for (let at = 0; at < perWeek; at++) {
    const own = every(slots, phase(beginMs, slotMs, perWeek, at), perWeek);
    // A Saturday is not taken for a workday because most days are.
    const likeOthers = Math.min(daily[at % perDay] ?? 0, Math.max(0, ...own));
    const use = Math.max(confirmed(own, LEAST_WEEKS), likeOthers);
    const highest = units[units.length - 1];
    const stretched = highest === undefined ? use : Math.max(highest, use);
    const lowestThen = Math.min(lowest, use);
    if (highest !== undefined && stretched <= lowestThen * ABOUT_THE_SAME) {
      units[units.length - 1] = stretched;
      lowest = lowestThen;
    } else {
      fromMs.push(at * slotMs);
      units.push(use);
      lowest = use;
    }
  }
  return { learnedAtMs, days, fromMs, units: units.map(inTenths) };
}

/** The use of each slot, in units a second; the first slot, and the count of them, as whole weeks count. */
function inSlots(series: UseSeries): {
  readonly slots: readonly number[];
  readonly slotMs: number;
  readonly beginMs: number;
} {
  const { periodMs, sums } = series;
  const slotMs = Math.max(SLOT_MS, periodMs);
  const perSlot = slotMs / periodMs;
  const beginMs = Math.ceil(series.startMs / slotMs) * slotMs;
  const skipped = (beginMs - series.startMs) / periodMs;
  const count = Math.floor((sums.length - skipped) / perSlot);
  const dropped = Math.max(0, count - (WEEKS_LEARNED * WEEK_MS) / slotMs);
  const slots: number[] = [];
  for (let slot = dropped; slot < count; slot++) {
    let sum = 0;
    for (let at = 0; at < perSlot; at++) sum += sums[skipped + slot * perSlot + at] ?? 0;
    slots.push(sum / (slotMs / 1_000));
  }
  return { slots, slotMs, beginMs: beginMs + dropped * slotMs };
}

/** The place of the first slot that has a given place in its day or week. */
function phase(beginMs: number, slotMs: number, cycle: number, at: number): number {
  const first = Math.round(beginMs / slotMs) % cycle;
  return (at - first + cycle) % cycle;
}

function every(slots: readonly number[], first: number, step: number): number[] {
  const found: number[] = [];
  for (let at = first; at < slots.length; at += step) found.push(slots[at] ?? 0);
  return found;
}

/** What three quarters of the values reach; 0 where they are fewer than `least`. */
function confirmed(values: number[], least: number): number {
  if (values.length < least) return 0;
  sortDown(values);
  return values[Math.ceil(values.length * CONFIRMED_SHARE) - 1] ?? 0;
}

/** There are 28 at most: to insert each is faster than the array's own sort, and a simulated month sorts two hundred thousand times. */
function sortDown(values: number[]): void {
  for (let end = 1; end < values.length; end += 1) {
    const value = values[end] as number;
    let place = end;
    while (place > 0 && (values[place - 1] as number) < value) {
      values[place] = values[place - 1] as number;
      place -= 1;
    }
    values[place] = value;
  }
}

function inTenths(units: number): number {
  return Math.round(units * 10) / 10;
}
