import type {
  CapacityRequest,
  CapacityUnits,
  CapacityView,
  MinuteUsage,
  ResourceView,
} from "@spillway/capacity";
import type { CapacityPolicy } from "./capacity-policy.ts";
import { trackTarget } from "./target-tracking.ts";

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
const ACCESSES = ["write", "read"] as const;

interface Wanted {
  readonly request: CapacityRequest;
  readonly key: string;
  readonly isDecrease: boolean;
}

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
  const { targetPercent = 70, scaleInCooldownMs = 0, alarmDelayMs = MINUTE_MS } = options;
  /** What was asked for in vain, since when. */
  const waiting = new Map<string, number>();
  const scaledInMs = new Map<string, number>();
  let asked: readonly Wanted[] = [];

  const wantedOf = (nowMs: number, resource: string, view: ResourceView): readonly Wanted[] => {
    const bounds = options.bounds[resource];
    if (bounds === undefined) return [];
    const youngest = view.minutes.at(-1)?.consumed;
    return ACCESSES.flatMap((access) => {
      const part = access === "write" ? "writeUnits" : "readUnits";
      // No alarm is on while the youngest minute is not above the target, nor anything at all.
      if (youngest === undefined || youngest[part] === 0) return [];
      const key = `${resource} ${access}`;
      const lastScaleInMs = scaledInMs.get(key);
      const units = trackTarget(
        { min: bounds.min[part], max: bounds.max[part], targetPercent, scaleInCooldownMs },
        {
          nowMs,
          provisioned: view.provisioned[part],
          consumedByMinute: lastMinutes(view.minutes, part),
          ...(lastScaleInMs === undefined ? {} : { lastScaleInMs }),
        },
      );
      if (units === undefined) return [];
      const to = { ...view.provisioned, [part]: units };
      const isDecrease = units < view.provisioned[part];
      return [{ key, isDecrease, request: { changes: [{ resource, to }] } }];
    });
  };

  return {
    name: options.name ?? "Application Auto Scaling",
    billing: "provisioned",
    looksEveryMs: MINUTE_MS,
    metricDelayMs: METRIC_DELAY_MS + alarmDelayMs,
    seesMinutes: 60,
    decide({ nowMs, resources }: CapacityView) {
      asked = [...resources].flatMap(([resource, view]) => wantedOf(nowMs, resource, view));
      const keys = new Set(asked.map(({ key }) => key));
      for (const key of waiting.keys()) if (!keys.has(key)) waiting.delete(key);
      for (const key of keys) if (!waiting.has(key)) waiting.set(key, nowMs);
      return asked
        .toSorted((one, other) => (waiting.get(one.key) ?? 0) - (waiting.get(other.key) ?? 0))
        .map(({ request }) => request);
    },
    taken(request, nowMs) {
      const done = asked.find((one) => one.request === request);
      if (done === undefined) return;
      waiting.delete(done.key);
      if (done.isDecrease) scaledInMs.set(done.key, nowMs);
    },
  };
}

/** As many minutes as the slower alarm needs. */
function lastMinutes(minutes: readonly MinuteUsage[], part: keyof CapacityUnits): number[] {
  const consumed: number[] = [];
  for (let place = Math.max(0, minutes.length - 15); place < minutes.length; place += 1) {
    consumed.push(minutes[place]?.consumed[part] ?? 0);
  }
  return consumed;
}
