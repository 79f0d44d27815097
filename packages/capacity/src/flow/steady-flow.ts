/** A limit, and what a steady flow asks of it: {@link takeSteadily} changes what is available. */
export interface FlowLimit {
  /** Units that it can give in the coming second, at most its burst. */
  available: number;
  /** Units that it gains in a second. */
  ratePerSecond: number;
  /** The most that it holds: at least what it gains in a second. */
  burst: number;
  /** Units that are asked of it in each second. */
  asked: number;
}

/** Some seconds in which the same share was taken. */
export interface FlowPhase<Of extends FlowLimit = FlowLimit> {
  readonly seconds: number;
  /** From 0, nothing, to 1, all. */
  readonly share: number;
  /** The limits that could give no more than that; none where all was taken. */
  readonly short: readonly Of[];
}

const NONE: readonly never[] = [];

/** A share that is nearer to 1 than this is all: what is missing are roundings of double numbers. */
const ROUNDING = 1e-9;

/**
 * Takes a flow that asks the same in each of some seconds: what a `TableMeter` gives that is asked with
 * `takeUpTo` in each of them, but at once. In each second every limit gives the same share of what is
 * asked of it, the largest that all of them can give; then it gains its rate, up to its burst.
 *
 * While the share stays the same, a limit that gains more than it gives fills, and one that gains less
 * can go on for a number of seconds that is known. So there are few phases, however long it takes.
 *
 * @param limits each is left as it is after the last second
 * @param seconds a whole number
 * @returns what was taken, one phase after the other; their seconds add up to `seconds`
 * @example
 * const table = { available: 100, ratePerSecond: 10, burst: 3_000, asked: 20 };
 * takeSteadily([table], 60); // → 9 seconds all of it, then 51 seconds half of it
 */
export function takeSteadily<Of extends FlowLimit>(
  limits: readonly Of[],
  seconds: number,
): readonly FlowPhase<Of>[] {
  const phases: FlowPhase<Of>[] = [];
  for (let left = seconds; left > 0; ) {
    const { share, short } = shareNow(limits);
    const taking = Math.min(left, secondsOf(limits, share, short));
    advance(limits, share, short, taking);
    phases.push({ seconds: taking, share, short });
    left -= taking;
  }
  return phases;
}

/**
 * For how many seconds all can be taken of what is asked; 0 when not even now, infinity when for ever.
 *
 * @example
 * secondsOfAll([{ available: 100, ratePerSecond: 10, burst: 3_000, asked: 20 }]); // → 9
 */
export function secondsOfAll(limits: readonly FlowLimit[]): number {
  const { share } = shareNow(limits);
  return share === 1 ? secondsOf(limits, 1, NONE) : 0;
}

function shareNow<Of extends FlowLimit>(
  limits: readonly Of[],
): { share: number; short: readonly Of[] } {
  let share = 1;
  for (const { asked, available } of limits) {
    if (asked * share > available) share = available / asked;
  }
  if (share > 1 - ROUNDING) return { share: 1, short: NONE };
  const most = share * (1 + ROUNDING);
  return { share, short: limits.filter(({ asked, available }) => asked * most >= available) };
}

/** For how many seconds every limit can give this share. */
function secondsOf(
  limits: readonly FlowLimit[],
  share: number,
  short: readonly FlowLimit[],
): number {
  let least = Number.POSITIVE_INFINITY;
  for (const limit of limits) {
    const { available, ratePerSecond } = limit;
    const losing = limit.asked * share - ratePerSecond;
    if (short.includes(limit)) {
      // It gives all that it has: now what it had saved, and from the next second on its rate.
      if (available !== ratePerSecond) return 1;
    } else if (losing > ROUNDING * ratePerSecond) {
      const further = Math.floor((available - ratePerSecond) / losing - 1);
      least = Math.min(least, Math.max(0, further) + 1);
    }
  }
  return least;
}

function advance(
  limits: readonly FlowLimit[],
  share: number,
  short: readonly FlowLimit[],
  seconds: number,
): void {
  for (const limit of limits) {
    const { ratePerSecond } = limit;
    const after = limit.available + seconds * (ratePerSecond - limit.asked * share);
    limit.available = short.includes(limit)
      ? ratePerSecond
      : Math.min(limit.burst, Math.max(ratePerSecond, after));
  }
}
