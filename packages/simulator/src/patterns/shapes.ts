import type { LoadPattern } from "../load/table-load.ts";
import { type SeededRandom, seededRandom } from "./seeded-random.ts";

/** What every shape has. */
export interface ShapeOptions {
  /** What chance there is in it: the same seed, the same load. */
  readonly seed: number;
  /** Default 30. */
  readonly days?: number;
  /** When it begins, in milliseconds, a midnight in UTC. Default Monday, 5 January 2026. */
  readonly startMs?: number;
  /** Writes a second of a usual minute. Default 100. */
  readonly writesPerSecond?: number;
  /** How far a minute is from the mean, as a share of it, beside what single writes bring about. Default 0.08. */
  readonly noise?: number;
}

const MINUTES_OF_DAY = 1_440;
const STEP_SECONDS = 60;
/** Monday, 5 January 2026, in UTC. */
export const MONDAY_MS = Date.UTC(2026, 0, 5);
/** Busiest at three in the afternoon, quietest at three in the night, a tenth of it. */
const QUIETEST = 0.1;

/** The same all the time. */
export function steadyPattern(options: ShapeOptions): LoadPattern {
  return shape("steady", options, () => 1);
}

/** Up by day, down by night: ten times as much at the busiest hour as at the quietest. */
export function dailyPattern(options: ShapeOptions): LoadPattern {
  return shape("daily", options, dayWave);
}

/** Days as in {@link dailyPattern}, with a third of it on Saturdays and Sundays. */
export function weeklyPattern(options: ShapeOptions): LoadPattern {
  return shape(
    "weekly",
    options,
    (minute) => dayWave(minute) * (dayOf(minute) % 7 < 5 ? 1 : 1 / 3),
  );
}

/** A spike of every day. */
export interface DailySpike {
  /** Minute of the day (UTC) at which it begins. */
  readonly atMinute: number;
  readonly minutes: number;
  /** Times what is usual. */
  readonly times: number;
}

const DAILY_SPIKES: readonly DailySpike[] = [
  { atMinute: 9 * 60, minutes: 20, times: 10 },
  { atMinute: 13 * 60, minutes: 10, times: 6 },
  { atMinute: 21 * 60, minutes: 30, times: 8 },
];

/**
 * The same all the time but for spikes at the same hours of each day, which are there from one minute to
 * the next.
 *
 * @param spikes default: 10 times for 20 minutes at 9:00, 6 times for 10 at 13:00, 8 times for 30 at 21:00
 */
export function fixedSpikesPattern(
  options: ShapeOptions,
  spikes: readonly DailySpike[] = DAILY_SPIKES,
): LoadPattern {
  return shape("fixed spikes", options, (minute) => {
    const ofDay = minute % MINUTES_OF_DAY;
    const on = spikes.find(
      ({ atMinute, minutes }) => ofDay >= atMinute && ofDay < atMinute + minutes,
    );
    return on?.times ?? 1;
  });
}

/**
 * The same all the time but for spikes that nobody knows of before: three a day in the mean, each for 5 to
 * 45 minutes, 4 to 20 times what is usual, there from one minute to the next.
 */
export function randomSpikesPattern(options: ShapeOptions): LoadPattern {
  const minutes = (options.days ?? 30) * MINUTES_OF_DAY;
  // A chance of its own, so that the noise does not move the spikes.
  const random = seededRandom(options.seed + 1);
  const times = new Float64Array(minutes).fill(1);
  for (let minute = 0; minute < minutes; minute += 1) {
    if (random.next() >= 3 / MINUTES_OF_DAY) continue;
    const height = 4 * 5 ** random.next();
    const lasts = 5 + Math.floor(random.next() * 41);
    times.fill(height, minute, Math.min(minutes, minute + lasts));
    minute += lasts;
  }
  return shape("random spikes", options, (minute) => times[minute] ?? 1);
}

/** Days as in {@link dailyPattern}, growing evenly to ten times as much on the last day. */
export function growthPattern(options: ShapeOptions): LoadPattern {
  const last = (options.days ?? 30) * MINUTES_OF_DAY - 1;
  return shape("growth", options, (minute) => dayWave(minute) * (0.2 + 1.8 * (minute / last)));
}

function dayWave(minute: number): number {
  const hour = (minute % MINUTES_OF_DAY) / 60;
  const wave = (1 + Math.cos(((hour - 15) / 24) * 2 * Math.PI)) / 2;
  return QUIETEST + (1 - QUIETEST) * wave;
}

function dayOf(minute: number): number {
  return Math.floor(minute / MINUTES_OF_DAY);
}

/** @param timesAt times what is usual, by the minute since the begin */
function shape(
  name: string,
  { seed, days = 30, startMs = MONDAY_MS, writesPerSecond = 100, noise = 0.08 }: ShapeOptions,
  timesAt: (minute: number) => number,
): LoadPattern {
  const random = seededRandom(seed);
  const writes = Float64Array.from({ length: days * MINUTES_OF_DAY }, (_, minute) =>
    withNoise(timesAt(minute) * writesPerSecond, noise, random),
  );
  return { name, startMs, stepSeconds: STEP_SECONDS, writes };
}

/** Writes come one by one, so that a minute with few of them is further from the mean. */
export function withNoise(perSecond: number, noise: number, random: SeededRandom): number {
  const ofMinute = perSecond * STEP_SECONDS;
  const deviation = Math.sqrt(ofMinute + (noise * ofMinute) ** 2);
  return Math.max(0, Math.round(ofMinute + deviation * random.normal())) / STEP_SECONDS;
}
