import type { GetMetricData } from "@spillway/aws";
import type { CapacityUnits, MinuteUsage } from "@spillway/capacity";
import { type Clock, systemClock } from "@spillway/pacing";
import { readMinutes } from "../observed/read-minutes.ts";
import type { ReadUsage } from "./scaling-config.ts";

const MINUTES = 5;

/**
 * Reads from CloudWatch what everybody consumed of a table or index while it was throttled: the most of
 * its last minutes, in units a second.
 *
 * Only a minute with throttles that followed another one with throttles counts: the consumption of one
 * that was throttled for some seconds says little, and that of one before the throttles nothing. So
 * nothing is known in the first two to five minutes.
 *
 * @param getMetricData one request: `(input) => cloudwatch.send(new GetMetricDataCommand(input))`; needs
 *   `cloudwatch:GetMetricData`
 * @param clock default the machine's
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 * @example
 * client.middlewareStack.use(throughputScaling({ client, usage: cloudwatchUsage(getMetricData) }));
 */
export function cloudwatchUsage(
  getMetricData: GetMetricData,
  clock: Clock = systemClock,
): ReadUsage {
  return async (table, resource) => {
    const span = { nowMs: clock.now(), minutes: MINUTES };
    const read = await readMinutes(getMetricData, new Map([[table, [resource]]]), span);
    const minutes = read.get(table)?.get(resource) ?? [];
    return {
      ...peak(minutes, "readUnits", ({ throttled }) => throttled.reads > 0),
      ...peak(minutes, "writeUnits", ({ throttled }) => throttled.writes > 0),
    };
  };
}

function peak(
  minutes: readonly MinuteUsage[],
  units: keyof CapacityUnits,
  isThrottled: (minute: MinuteUsage) => boolean,
): Partial<CapacityUnits> {
  const known = minutes.filter((minute, place) => {
    const before = minutes[place - 1];
    return isThrottled(minute) && before !== undefined && isThrottled(before);
  });
  if (known.length === 0) return {};
  return { [units]: Math.max(...known.map(({ consumed }) => consumed[units])) / 60 };
}
