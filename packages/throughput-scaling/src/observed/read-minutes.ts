import {
  type Datapoint,
  type GetMetricData,
  readDatapoints,
  sumsOn,
  type TimeGrid,
} from "@spillway/aws";
import type { MinuteUsage } from "@spillway/capacity";
import type { MinutesByResource } from "./table-view.ts";
import { type ResourcesByTable, type UsageMetric, usageQueries } from "./usage-queries.ts";

/** Which minutes are read. */
export interface MinutesSpan {
  /** The time, in milliseconds since 1970. */
  readonly nowMs: number;
  /** How many known minutes are wanted at least. */
  readonly minutes: number;
  /**
   * How long after its end a minute that CloudWatch knows nothing of is taken for one without use, in
   * milliseconds; 180,000 by default. DynamoDB puts a minute's sums mostly one to two minutes after its
   * end, and promises no time.
   */
  readonly lateMs?: number;
  /**
   * Seconds of use that are taken for a minute: 60 by default, which is all that CloudWatch knows of
   * tables. Less is for an engine whose metrics know of seconds and whose time runs quicker, as the local
   * cloud's: then what 5 s took is told as if a minute had gone on so.
   */
  readonly periodSeconds?: 1 | 5 | 10 | 30 | 60;
}

const MINUTE_MS = 60_000;
const LATE_MS = 3 * MINUTE_MS;
const METRICS: readonly UsageMetric[] = [
  "ConsumedReadCapacityUnits",
  "ConsumedWriteCapacityUnits",
  "ReadThrottleEvents",
  "WriteThrottleEvents",
];

/**
 * What CloudWatch knows of the last minutes of tables and their global indexes: four metrics of each, 125
 * tables and indexes in one request. Gaps are zeros: DynamoDB puts nothing for a minute without use.
 *
 * The youngest minutes are left out until they are known: the minute that is not over, and those that
 * nothing of the table has come of yet, until they are late. What has come of a table or one of its
 * indexes tells for all of it.
 *
 * GetMetricData costs $0.01 for 1,000 metrics: $1.73 a month for each table and each index that is read
 * each minute.
 *
 * @param getMetricData one request: `(input) => cloudwatch.send(new GetMetricDataCommand(input))`
 * @returns by the table's name; each table's and index's minutes, oldest first
 * @see https://aws.amazon.com/cloudwatch/pricing/
 * @example
 * const tables = new Map([["orders", [TABLE_RESOURCE, "byCustomer"]]]);
 * const minutes = await readMinutes(getMetricData, tables, { nowMs: Date.now(), minutes: 15 });
 * minutes.get("orders")?.get("byCustomer")?.at(-1)?.consumed; // → { readUnits: 0, writeUnits: 240 }
 */
export async function readMinutes(
  getMetricData: GetMetricData,
  tables: ResourcesByTable,
  { nowMs, minutes, lateMs = LATE_MS, periodSeconds = 60 }: MinutesSpan,
): Promise<ReadonlyMap<string, MinutesByResource>> {
  const periodMs = periodSeconds * 1_000;
  const late = Math.ceil(lateMs / periodMs);
  const length = Math.max(1, Math.ceil(minutes)) + late;
  const startMs = (Math.floor(nowMs / periodMs) - length) * periodMs;
  const grid = { startMs, periodSeconds, length };
  const queries = usageQueries(tables, METRICS);
  const points = await readDatapoints(getMetricData, queries, grid);

  const read = new Map<string, MinutesByResource>();
  for (const [table, own] of Map.groupBy(queries, (query) => query.table)) {
    const seen = own.flatMap(({ id }) => points.get(id) ?? []);
    const known = Math.max(
      Math.floor((nowMs - lateMs - startMs) / periodMs),
      minutesWith(seen, grid),
    );
    const byResource = new Map<string, readonly MinuteUsage[]>();
    for (const [resource, four] of Map.groupBy(own, (query) => query.resource)) {
      const sums = new Map(
        four.map(({ id, metric }) => [metric, sumsOn(grid, points.get(id) ?? [])]),
      );
      byResource.set(resource, minutesOf({ ...grid, length: Math.min(length, known) }, sums));
    }
    read.set(table, byResource);
  }
  return read;
}

/** How many minutes there are until the youngest that something has come of. */
function minutesWith(points: readonly Datapoint[], { startMs, periodSeconds }: TimeGrid): number {
  const minuteOf = (atMs: number) => Math.floor((atMs - startMs) / (periodSeconds * 1_000));
  return points.reduce((count, { atMs }) => Math.max(count, minuteOf(atMs) + 1), 0);
}

function minutesOf(
  { startMs, periodSeconds, length }: TimeGrid,
  sums: ReadonlyMap<UsageMetric, readonly number[]>,
): MinuteUsage[] {
  const perMinute = 60 / periodSeconds;
  const at = (metric: UsageMetric, minute: number) => (sums.get(metric)?.[minute] ?? 0) * perMinute;
  return Array.from({ length }, (_, minute) => ({
    startMs: startMs + minute * periodSeconds * 1_000,
    consumed: {
      readUnits: at("ConsumedReadCapacityUnits", minute),
      writeUnits: at("ConsumedWriteCapacityUnits", minute),
    },
    throttled: {
      reads: at("ReadThrottleEvents", minute),
      writes: at("WriteThrottleEvents", minute),
    },
  }));
}
