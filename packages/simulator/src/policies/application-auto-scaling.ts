import type {
  CapacityRequest,
  CapacityUnits,
  CapacityView,
  ResourceView,
} from "@spillway/capacity";
import type { CapacityPolicy } from "./capacity-policy.ts";
import { type TrackedCapacity, trackTarget } from "./target-tracking.ts";

/** Between what a table or index is scaled. */
export interface AutoScalingBounds {
  readonly min: CapacityUnits;
  readonly max: CapacityUnits;
}

/** How Application Auto Scaling is set up for a table. */
export interface AutoScalingOptions {
  readonly name?: string;
  /** By the index's name, or `TABLE_RESOURCE`; what is not named is not scaled. */
  readonly bounds: Readonly<Record<string, AutoScalingBounds>>;
  /** Percent. Default 70. */
  readonly targetPercent?: number;
  /** Default 0, as AWS has it for DynamoDB. */
  readonly scaleInCooldownMs?: number;
  /**
   * How long after a metric is there the alarm acts, in milliseconds. "CloudWatch alarms might have a
   * short delay of up to a few minutes before triggering auto scaling": default one minute.
   */
  readonly alarmDelayMs?: number;
}

const MINUTE_MS = 60_000;
/** When the metric of a minute is there, after the minute has ended. Not documented: we take one minute. */
const METRIC_DELAY_MS = MINUTE_MS;
const PARTS = ["writeUnits", "readUnits"] as const;

/** The reads or the writes of a table or index, and what is known of them. */
interface Tracked extends TrackedCapacity {
  readonly resource: string;
  readonly part: keyof CapacityUnits;
  /** Since when something is asked for in vain. */
  waitsSinceMs: number | undefined;
  lastScaleInMs: number | undefined;
}

interface Wanted {
  readonly request: CapacityRequest;
  readonly of: Tracked;
  readonly isDecrease: boolean;
}

const NOTHING: readonly CapacityRequest[] = [];

/**
 * Application Auto Scaling with target tracking, by its documented rules: {@link trackTarget} for the
 * reads and for the writes of each table and index apart, each with a request of its own. An alarm that
 * stays on acts again each minute. A request that is refused, because the table is UPDATING or no
 * decrease is left, is made again while the alarm is on; the one that waits the longest goes first.
 *
 * A cool-down after an increase does not hold back a larger one, so there is no option for it.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html
 * @example
 * const units = (writeUnits: number) => ({ readUnits: 5, writeUnits });
 * applicationAutoScaling({ bounds: { [TABLE_RESOURCE]: { min: units(5), max: units(500) } } });
 */
export function applicationAutoScaling(options: AutoScalingOptions): CapacityPolicy {
  const { alarmDelayMs = MINUTE_MS } = options;
  const tracked = trackedCapacities(options);
  let asked: readonly Wanted[] = [];
  return {
    name: options.name ?? "Application Auto Scaling",
    billing: "provisioned",
    looksEveryMs: MINUTE_MS,
    metricDelayMs: METRIC_DELAY_MS + alarmDelayMs,
    seesMinutes: 60,
    decide(view) {
      asked = wantedOf(tracked, view);
      if (asked.length === 0) return NOTHING;
      for (const { of } of asked) of.waitsSinceMs ??= view.nowMs;
      return asked
        .toSorted((one, other) => (one.of.waitsSinceMs ?? 0) - (other.of.waitsSinceMs ?? 0))
        .map(({ request }) => request);
    },
    taken(request, nowMs) {
      const done = asked.find((one) => one.request === request);
      if (done === undefined) return;
      done.of.waitsSinceMs = undefined;
      if (done.isDecrease) done.of.lastScaleInMs = nowMs;
    },
  };
}

function trackedCapacities(options: AutoScalingOptions): readonly Tracked[] {
  const { targetPercent = 70, scaleInCooldownMs = 0 } = options;
  return Object.entries(options.bounds).flatMap(([resource, { min, max }]) =>
    PARTS.map((part) => ({
      ...{ resource, part, targetPercent, scaleInCooldownMs },
      ...{ min: min[part], max: max[part], waitsSinceMs: undefined, lastScaleInMs: undefined },
    })),
  );
}

/** What is asked for now, by those whose alarm is on. */
function wantedOf(
  tracked: readonly Tracked[],
  { nowMs, resources }: CapacityView,
): readonly Wanted[] {
  const wanted: Wanted[] = [];
  for (const of of tracked) {
    const view = resources.get(of.resource);
    const units = view === undefined ? undefined : unitsOf(of, view, nowMs);
    if (view === undefined || units === undefined) {
      of.waitsSinceMs = undefined;
      continue;
    }
    const to = { ...view.provisioned, [of.part]: units };
    const isDecrease = units < view.provisioned[of.part];
    wanted.push({ of, isDecrease, request: { changes: [{ resource: of.resource, to }] } });
  }
  return wanted;
}

function unitsOf(of: Tracked, view: ResourceView, nowMs: number): number | undefined {
  const { part, lastScaleInMs } = of;
  const { minutes } = view;
  // No alarm is on while the youngest minute is not above the target, nor anything at all.
  if ((minutes[minutes.length - 1]?.consumed[part] ?? 0) === 0) return undefined;
  const provisioned = view.provisioned[part];
  return trackTarget(of, { nowMs, provisioned, minutes, part, lastScaleInMs });
}
