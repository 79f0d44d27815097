import type { LoadPattern } from "@spillway/simulator";

/** What a pattern comes to, of its writes and of its reads. */
export interface LoadSums {
  readonly all: number;
  /** A second, at the busiest. */
  readonly peak: number;
  /** Of the busiest minute, a second in the mean; of a step, where steps are longer. */
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

function sumsOf(values: ArrayLike<number>, stepSeconds: number): LoadSums {
  const minute = new Stretches(60, stepSeconds);
  const hour = new Stretches(3_600, stepSeconds);
  let all = 0;
  let peak = 0;
  for (let step = 0; step < values.length; step += 1) {
    const perSecond = values[step] ?? 0;
    all += perSecond;
    if (perSecond > peak) peak = perSecond;
    minute.add(perSecond);
    hour.add(perSecond);
  }
  minute.end();
  hour.end();
  return {
    all: all * stepSeconds,
    peak,
    busiestMinute: minute.highest,
    firstHour: hour.first,
    quietestHour: hour.lowest,
  };
}

/** Means of stretches of so many seconds, one after the other; the last one may be shorter. */
class Stretches {
  first = 0;
  highest = 0;
  lowest = Number.POSITIVE_INFINITY;
  readonly #length: number;
  #steps = 0;
  #sum = 0;
  #isFirst = true;

  constructor(seconds: number, stepSeconds: number) {
    this.#length = Math.max(1, Math.round(seconds / stepSeconds));
  }

  add(perSecond: number): void {
    this.#sum += perSecond;
    this.#steps += 1;
    if (this.#steps === this.#length) this.end();
  }

  end(): void {
    if (this.#steps === 0) return;
    const mean = this.#sum / this.#steps;
    if (this.#isFirst) this.first = mean;
    this.#isFirst = false;
    this.highest = Math.max(this.highest, mean);
    this.lowest = Math.min(this.lowest, mean);
    this.#steps = 0;
    this.#sum = 0;
  }
}
