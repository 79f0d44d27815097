import type { CapacityView, MinuteUsage } from "@spillway/capacity";
import {
  DEFAULT_TARGET_SHARE,
  raiseThrottled,
  type ScalingDecision,
  type ScalingMemory,
  type TableScaling,
  type ThrottledCapacity,
} from "@spillway/throughput-scaling";

/** What to do about throttles that an alarm tells of. */
export interface AlarmDecision {
  readonly decision: ScalingDecision;
  /** Throttled though capacity was left: by one hot partition, which more capacity does not help. */
  readonly hot: readonly ThrottledCapacity[];
}

const FIVE_MINUTES = 5;
/** An alarm tells of throttles up to this old, in milliseconds: a raise since then is the answer to them. */
const ALARM_AGE_MS = 120_000;

/**
 * Adds to what minutes of metrics say what an alarm says: its throttles count though the minutes that they
 * fell into are not there yet. Where these are there, they tell whether capacity was the cause.
 *
 * @param decided what the minutes say
 */
export function alarmDecision(
  scaling: TableScaling,
  view: CapacityView,
  memory: ScalingMemory,
  throttled: readonly ThrottledCapacity[],
  decided: ScalingDecision,
): AlarmDecision {
  const hot: ThrottledCapacity[] = [];
  const lacking: ThrottledCapacity[] = [];
  for (const each of throttled) {
    if (!view.resources.has(each.resource)) continue;
    const raisedAtMs = memory.resources[each.resource]?.raisedAtMs ?? Number.NEGATIVE_INFINITY;
    const telling = throttledMinutes(view, each);
    // Before a raise there was less to be used: those minutes tell of no hot partition.
    const since = telling.filter(({ startMs }) => startMs >= raisedAtMs);
    if (telling.length > 0 && since.length === 0) continue;
    if (wasHot(scaling, view, each, since)) hot.push(each);
    else if (!isAnswered(view, raisedAtMs, each, decided)) lacking.push(each);
  }
  // One request raises at once; what the minutes ask for besides is the next look's.
  const decision =
    lacking.length > 0 ? raiseThrottled(scaling, view, lacking) : raisesOf(view, decided);
  return { decision, hot };
}

/** Without what is lowered: while an alarm rings, nothing is taken away. */
function raisesOf(view: CapacityView, { requests, steps }: ScalingDecision): ScalingDecision {
  const raises = requests.filter(({ changes }) =>
    changes.every(({ resource, to }) => {
      const had = view.resources.get(resource)?.provisioned ?? to;
      return to.readUnits >= had.readUnits && to.writeUnits >= had.writeUnits;
    }),
  );
  return { requests: raises, steps: steps.filter(({ from, to }) => to >= from) };
}

/** Of the last minutes those in which it was throttled. */
function throttledMinutes(
  view: CapacityView,
  { resource, access }: ThrottledCapacity,
): readonly MinuteUsage[] {
  const minutes = (view.resources.get(resource)?.minutes ?? []).slice(-FIVE_MINUTES);
  return minutes.filter(
    ({ throttled }) => (access === "read" ? throttled.reads : throttled.writes) > 0,
  );
}

/** Whether the minutes that tell of throttles tell of less use than the target allows. */
function wasHot(
  { targetShare = DEFAULT_TARGET_SHARE }: TableScaling,
  view: CapacityView,
  { resource, access }: ThrottledCapacity,
  telling: readonly MinuteUsage[],
): boolean {
  const units = access === "read" ? "readUnits" : "writeUnits";
  const enough = targetShare * (view.resources.get(resource)?.provisioned[units] ?? 0) * 60;
  return telling.length > 0 && telling.every(({ consumed }) => consumed[units] < enough);
}

/** Whether it was raised since, or is raised by what the minutes say. */
function isAnswered(
  view: CapacityView,
  raisedAtMs: number,
  { resource, access }: ThrottledCapacity,
  decided: ScalingDecision,
): boolean {
  if (view.nowMs - raisedAtMs < ALARM_AGE_MS) return true;
  return decided.steps.some(
    (step) => step.resource === resource && step.access === access && step.to > step.from,
  );
}
