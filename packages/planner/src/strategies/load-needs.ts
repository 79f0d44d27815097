import type { LoadPattern } from "@spillway/simulator";

/** What a pattern comes to, of its writes and of its reads. */
export interface LoadSums {
  readonly all: number;
  /** A second, at the busiest. */
  readonly peak: number;
  /** Of the busiest minute, a second in the mean, whole though the load may end within it; of a step, where steps are longer. */
  readonly busiestMinute: number;
  /** A second in the mean of the first hour, and of the hour in which the least came. */
  readonly firstHour: number;
  readonly quietestHour: number;
}

const NOTHING: LoadSums = { all: 0, peak: 0, busiestMinute: 0, firstHour: 0, quietestHour: 0 };

/** Sums up the writes of a pattern, in one pass. */
export function writesOf({ writes, stepSeconds }: LoadPattern): LoadSums {
  return sumsOf(writes, stepSeconds);
}

/** Sums up the reads of a pattern, in one pass. */
export function readsOf({ reads, stepSeconds }: LoadPattern): LoadSums {
  return reads === undefined ? NOTHING : sumsOf(reads, stepSeconds);
}

/** Minutes, and hours of these; the last one may be shorter, and what comes in it is little of a minute. */
function sumsOf(values: ArrayLike<number>, stepSeconds: number): LoadSums {
  const ofMinute = Math.max(1, Math.round(60 / stepSeconds));
  const ofHour = ofMinute * Math.max(1, Math.round(3_600 / stepSeconds / ofMinute));
  const minuteSteps = Math.min(ofMinute, values.length);
  const sums = { all: 0, peak: 0, busiestMinute: 0, firstHour: 0, quietestHour: Infinity };
  for (let from = 0; from < values.length; from += ofHour) {
    const until = Math.min(values.length, from + ofHour);
    let hour = 0;
    for (let start = from; start < until; start += ofMinute) {
      const end = Math.min(until, start + ofMinute);
      let minute = 0;
      for (let step = start; step < end; step += 1) {
        const perSecond = values[step] as number;
        minute += perSecond;
        if (perSecond > sums.peak) sums.peak = perSecond;
      }
      sums.busiestMinute = Math.max(sums.busiestMinute, minute / minuteSteps);
      hour += minute;
    }
    const mean = hour / (until - from);
    if (from === 0) sums.firstHour = mean;
    sums.quietestHour = Math.min(sums.quietestHour, mean);
    sums.all += hour * stepSeconds;
  }
  return sums;
}
