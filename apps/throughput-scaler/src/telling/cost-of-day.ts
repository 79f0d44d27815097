import type { GetMetricData } from "@spillway/aws";
import type { CapacityPrices } from "@spillway/capacity";
import {
  boundsOf,
  capacityCosts,
  type DayCosts,
  readUsage,
  type TableScaling,
} from "@spillway/throughput-scaling";

const DAY_MS = 24 * 3_600_000;
/** Metrics of the last minutes of a day are there by then, in milliseconds after it. */
const AFTER_MS = 20 * 60_000;

/**
 * The last UTC day whose metrics are there.
 *
 * @example
 * lastWholeDay(Date.UTC(2026, 2, 5, 0, 30)); // → "2026-03-04"
 * lastWholeDay(Date.UTC(2026, 2, 5, 0, 10)); // → "2026-03-03"
 */
export function lastWholeDay(nowMs: number): string {
  const today = Math.floor((nowMs - AFTER_MS) / DAY_MS) * DAY_MS;
  return new Date(today - DAY_MS).toISOString().slice(0, 10);
}

/**
 * What a day of a table and its indexes cost, and what on-demand would have: four metrics of each, which
 * cost $0.0012 a month for each.
 *
 * @param day such as `2026-03-04`
 */
export async function costOfDay(
  getMetricData: GetMetricData,
  of: {
    readonly table: string;
    readonly scaling: TableScaling;
    readonly resources: readonly string[];
    readonly prices: CapacityPrices;
  },
  day: string,
): Promise<DayCosts> {
  const fromMs = Date.parse(day);
  const baseOf = (resource: string) => boundsOf(of.scaling, resource).base;
  const span = { fromMs, untilMs: fromMs + DAY_MS };
  const usage = await readUsage(getMetricData, of.table, of.resources, span, baseOf);
  return { day, ...capacityCosts(usage, baseOf, of.prices) };
}
