import type { LoadBlocks } from "./load-blocks.ts";

/** How far a load may run ahead of the rate, in seconds of that rate. */
export interface Allowance {
  /** Before anything was saved: at the begin. */
  readonly atStart: number;
  /** After it was quiet for long enough. */
  readonly later: number;
}

/** Rates nearer to each other than this are the same. */
const ROUNDING = 1 + 1e-12;

/**
 * The least rate a second at which a load never runs further ahead than it may: in any stretch of time that
 * begins when all allowed is there, as much comes as `rate × (seconds + allowance)` at most.
 *
 * With a burst of 300 s the allowance is 300 s: then nothing throttles.
 * With a queue that holds nothing longer than 900 s it is 900 s. The rate is the largest of what any stretch
 * needs; each pass over the load finds stretches that need more, until none does, so few passes are needed.
 *
 * @param load none of it below 0
 * @param cut what of so much a second is left that the rate is needed for; default: all
 * @example
 * leastRate(new LoadBlocks([0, 300, 0], 1), { atStart: 0, later: 0 }); // → 300
 * leastRate(new LoadBlocks([0, 300, 0], 1), { atStart: 2, later: 2 }); // → 100
 */
export function leastRate(
  load: LoadBlocks,
  allowance: Allowance,
  cut: (perSecond: number) => number = all,
): number {
  let rate = 0;
  for (;;) {
    const needed = passWith(rate, load, allowance, cut);
    if (needed <= rate * ROUNDING) return rate;
    rate = needed;
  }
}

/** One pass: the rate that the neediest of the stretches needs that begin where this one starts anew. */
function passWith(
  from: number,
  load: LoadBlocks,
  { atStart, later }: Allowance,
  cut: (perSecond: number) => number,
): number {
  const { values, stepSeconds } = load;
  let rate = from;
  let seconds = 0;
  let sum = 0;
  let allowed = atStart;
  for (let step = 0; step < values.length; step += 1) {
    if (seconds === 0 && allowed === later) {
      const quiet = load.stepsWithin(rate, step, cut);
      if (quiet > 0) {
        step += quiet - 1;
        continue;
      }
    }
    seconds += stepSeconds;
    sum += cut(values[step] ?? 0) * stepSeconds;
    const ahead = sum - rate * seconds;
    if (ahead > allowed * rate) {
      rate = sum / (seconds + allowed);
    } else if (ahead <= (allowed - later) * rate) {
      // All that is allowed is there again: another stretch begins.
      seconds = 0;
      sum = 0;
      allowed = later;
    }
  }
  return rate;
}

function all(perSecond: number): number {
  return perSecond;
}
