import { TABLE_RESOURCE, type TableShape } from "@spillway/capacity";
import type { SimulationSeries } from "@spillway/simulator";
import type { SpikeSeconds } from "../spike/spike-result.ts";

/** The most points of a picture. */
const POINTS = 1_000;

/** What happened by second, in equal stretches, for a picture. */
export function directSeries(
  { asked, throttled, waiting, units }: SpikeSeconds,
  table: TableShape,
): SimulationSeries {
  const seconds = Math.max(asked.length, throttled.length, ...Object.values(units).map(lengthOf));
  const stepSeconds = Math.max(1, Math.ceil(seconds / POINTS));
  const points = Math.ceil(seconds / stepSeconds);
  const sums = (values: readonly number[]): number[] => {
    const sum = new Array<number>(points).fill(0);
    for (const [second, value] of values.entries()) {
      const point = Math.floor(second / stepSeconds);
      sum[point] = (sum[point] ?? 0) + value;
    }
    return sum;
  };
  const means = (values: readonly number[]) => sums(values).map((sum) => sum / stepSeconds);
  const peaks = (values: readonly number[]): number[] => {
    const most = new Array<number>(points).fill(0);
    for (const [second, value] of values.entries()) {
      const point = Math.floor(second / stepSeconds);
      most[point] = Math.max(most[point] ?? 0, value);
    }
    return most;
  };
  const parts = [{ name: TABLE_RESOURCE, billing: table.billing }, ...table.globalIndexes];
  return {
    stepSeconds,
    asked: means(asked),
    peakAsked: peaks(asked),
    throttled: sums(throttled),
    waiting: peaks(waiting),
    resources: parts.map(({ name, billing }) => ({
      resource: name,
      provisioned: new Array<number>(points).fill(
        billing.mode === "provisioned" ? billing.writeUnits : 0,
      ),
      consumed: means(units[name] ?? []),
    })),
  };
}

function lengthOf(values: readonly number[]): number {
  return values.length;
}
