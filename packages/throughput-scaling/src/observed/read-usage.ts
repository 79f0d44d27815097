import { type GetMetricData, levelsOn, readDatapoints, sumsOn } from "@spillway/aws";
import type { CapacityUnits } from "@spillway/capacity";
import type { PeriodUsage } from "../costs/capacity-costs.ts";
import { usageQueries } from "./usage-queries.ts";

/** Which time is read, in milliseconds since 1970; whole multiples of five minutes. */
export interface UsageSpan {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** DynamoDB puts the provisioned capacity each five minutes; CloudWatch keeps them for 63 days. */
const PERIOD_MS = 300_000;

/**
 * What a table and its indexes had and used over some time: four metrics of each, in periods of five
 * minutes. The provisioned capacity is DynamoDB's own figure, whoever changed it.
 *
 * @param resources names of indexes, and `TABLE_RESOURCE`
 * @param baseOf what is taken for provisioned before CloudWatch first says so
 * @example
 * const day = { fromMs: Date.UTC(2026, 2, 4), untilMs: Date.UTC(2026, 2, 5) };
 * await readUsage(getMetricData, "orders", [TABLE_RESOURCE], day, () => base);
 */
export async function readUsage(
  getMetricData: GetMetricData,
  table: string,
  resources: readonly string[],
  { fromMs, untilMs }: UsageSpan,
  baseOf: (resource: string) => CapacityUnits,
): Promise<ReadonlyMap<string, PeriodUsage>> {
  const length = Math.round((untilMs - fromMs) / PERIOD_MS);
  const grid = { startMs: fromMs, periodSeconds: PERIOD_MS / 1_000, length };
  const tables = new Map([[table, resources]]);
  const consumed = usageQueries(tables, [
    "ConsumedReadCapacityUnits",
    "ConsumedWriteCapacityUnits",
  ]);
  const provisioned = usageQueries(
    tables,
    ["ProvisionedReadCapacityUnits", "ProvisionedWriteCapacityUnits"],
    "Maximum",
  ).map((query) => ({ ...query, id: `p${query.id}` }));
  const queries = [...consumed, ...provisioned];
  const points = await readDatapoints(getMetricData, queries, grid);

  const read = new Map<string, PeriodUsage>();
  for (const [resource, own] of Map.groupBy(queries, (query) => query.resource)) {
    const base = baseOf(resource);
    const pointsOf = (metric: string) =>
      points.get(own.find((query) => query.metric === metric)?.id ?? "") ?? [];
    const sums = (access: string) => sumsOn(grid, pointsOf(`Consumed${access}CapacityUnits`));
    const levels = (access: string, initial: number) =>
      levelsOn(grid, pointsOf(`Provisioned${access}CapacityUnits`), initial);
    read.set(resource, {
      ...{ startMs: fromMs, periodMs: PERIOD_MS },
      consumed: both(sums("Read"), sums("Write")),
      provisioned: both(levels("Read", base.readUnits), levels("Write", base.writeUnits)),
    });
  }
  return read;
}

function both(reads: readonly number[], writes: readonly number[]): CapacityUnits[] {
  return reads.map((readUnits, at) => ({ readUnits, writeUnits: writes[at] ?? 0 }));
}
