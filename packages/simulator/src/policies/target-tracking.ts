import type { CapacityUnits, MinuteUsage } from "@spillway/capacity";

/** One capacity that Application Auto Scaling steers: the reads or the writes of a table or index. */
export interface TrackedCapacity {
  /** Units a second that are never gone below, and never above. */
  readonly min: number;
  readonly max: number;
  /** Percent of the capacity that should be in use, from 20 to 90. */
  readonly targetPercent: number;
  /** How long after one decrease the next one waits, in milliseconds. */
  readonly scaleInCooldownMs: number;
}

/** What it knows when its alarms are evaluated. */
export interface TrackedState {
  readonly nowMs: number;
  /** Units a second. */
  readonly provisioned: number;
  /** The minutes of which there is a metric, the youngest last, and what of them is looked at. */
  readonly minutes: readonly MinuteUsage[];
  readonly part: keyof CapacityUnits;
  /** When it was last decreased. */
  readonly lastScaleInMs?: number | undefined;
}

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
/** "triggers when your consumed capacity breaches the configured target utilization for two consecutive minutes" */
const MINUTES_ABOVE = 2;
/** "a scale down event can occur when 15 consecutive data points are lower than the target utilization" */
const MINUTES_BELOW = 15;

// https://repost.aws/knowledge-center/dynamodb-auto-scaling
/**
 * "decreases provisioned capacity when utilization is 20% or more below the target", with the example of
 * a target of 70 percent of 100 units: below 50.
 */
const PERCENT_BELOW = 20;

/**
 * The capacity that target tracking asks for now; undefined where no alarm is on, or where it is what is
 * there already.
 *
 * Documentation says how long utilization has to be above or below, and that capacity is then set to
 * bring it back to the target. It does not say from which minute that is counted. We take the youngest
 * for an increase, and for a decrease the highest of the fifteen: AWS is more careful in taking away.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html
 * @example
 * // 100 units at a target of 70 %, two minutes with 90 a second.
 * trackTarget(tracked, { nowMs, provisioned: 100, minutes, part: "writeUnits" }); // → 129
 */
export function trackTarget(tracked: TrackedCapacity, state: TrackedState): number | undefined {
  const { provisioned } = state;
  const target = tracked.targetPercent / 100;
  const high = 60 * target * provisioned;
  const youngest = consumedBefore(state, 0) ?? 0;
  if (areAll(state, MINUTES_ABOVE, (units) => units > high)) {
    const wanted = bounded(tracked, unitsFor(youngest, target));
    return wanted > provisioned ? wanted : undefined;
  }
  const low = 60 * (target - PERCENT_BELOW / 100) * provisioned;
  // A minute without any use has no data point, and none is not below: capacity that nobody uses stays.
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html#AutoScaling.UsageNotes
  if (!areAll(state, MINUTES_BELOW, (units) => units > 0 && units < low)) return undefined;
  if (state.nowMs - (state.lastScaleInMs ?? Number.NEGATIVE_INFINITY) < tracked.scaleInCooldownMs) {
    return undefined;
  }
  let busiest = youngest;
  for (let back = 1; back < MINUTES_BELOW; back += 1) {
    busiest = Math.max(busiest, consumedBefore(state, back) ?? 0);
  }
  const wanted = bounded(tracked, unitsFor(busiest, target));
  return wanted < provisioned ? wanted : undefined;
}

/** Units that were consumed so many minutes before the youngest that is known. */
function consumedBefore({ minutes, part }: TrackedState, back: number): number | undefined {
  return minutes[minutes.length - 1 - back]?.consumed[part];
}

/** Whether this is so of each of the last minutes; not where fewer are known. */
function areAll(state: TrackedState, count: number, holds: (units: number) => boolean): boolean {
  for (let back = 0; back < count; back += 1) {
    const units = consumedBefore(state, back);
    if (units === undefined || !holds(units)) return false;
  }
  return true;
}

function bounded({ min, max }: TrackedCapacity, units: number): number {
  return Math.min(max, Math.max(min, units));
}

/** Units a second of which this minute's use is the target. */
function unitsFor(consumed: number, target: number): number {
  // Half a millionth less, so that what is a whole number but for its rounding stays one.
  return Math.ceil(consumed / 60 / target - 5e-7);
}
