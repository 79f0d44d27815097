import type { CapacityView } from "@spillway/capacity";
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
    if (wasHot(scaling, view, each)) hot.push(each);
    else if (!isAnswered(view, memory, each, decided)) lacking.push(each);
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

/** Whether the minutes that tell of throttles tell of less use than the target allows. */
function wasHot(
  { targetShare = DEFAULT_TARGET_SHARE }: TableScaling,
  view: CapacityView,
  { resource, access }: ThrottledCapacity,
): boolean {
  const seen = view.resources.get(resource);
  const isRead = access === "read";
  const minutes = (seen?.minutes ?? []).slice(-FIVE_MINUTES);
  const telling = minutes.filter(
    ({ throttled }) => (isRead ? throttled.reads : throttled.writes) > 0,
  );
  const provisioned = isRead ? seen?.provisioned.readUnits : seen?.provisioned.writeUnits;
  const enough = targetShare * (provisioned ?? 0) * 60;
  return (
    telling.length > 0 &&
    telling.every(({ consumed }) => (isRead ? consumed.readUnits : consumed.writeUnits) < enough)
  );
}

/** Whether it was raised since, or is raised by what the minutes say. */
function isAnswered(
  view: CapacityView,
  memory: ScalingMemory,
  { resource, access }: ThrottledCapacity,
  decided: ScalingDecision,
): boolean {
  const raisedAtMs = memory.resources[resource]?.raisedAtMs ?? Number.NEGATIVE_INFINITY;
  if (view.nowMs - raisedAtMs < ALARM_AGE_MS) return true;
  return decided.steps.some(
    (step) => step.resource === resource && step.access === access && step.to > step.from,
  );
}
