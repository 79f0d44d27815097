import { type GetMetricData, readDatapoints, sumsOn } from "@spillway/aws";
import type { TableShapes } from "../prediction/expected-use.ts";
import { learnShape, WEEKS_LEARNED } from "../prediction/learn-shape.ts";
import { WEEK_MS } from "../prediction/use-shape.ts";
import { usageQueries } from "./usage-queries.ts";

/** Of which weeks it is learned. */
export interface WeeksSpan {
  /** The time, in milliseconds since 1970. */
  readonly nowMs: number;
  /** When the table was made, in milliseconds since 1970: before that there is nothing to be read. */
  readonly sinceMs?: number;
}

/** CloudWatch keeps sums of five minutes for 63 days, those of a minute for 15. */
const PERIOD_MS = 300_000;

/**
 * Learns from up to four weeks of CloudWatch's metrics what use of a table comes back each day and week:
 * two metrics of the table and each index, sums of five minutes.
 *
 * GetMetricData costs $0.01 for 1,000 metrics, however many points they have: $0.0006 a month for each
 * table and each index that is read once a day.
 *
 * @param resources names of indexes, and `TABLE_RESOURCE`
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#metrics-retention
 * @example
 * const shapes = await readWeeks(getMetricData, "orders", [TABLE_RESOURCE], { nowMs: Date.now() });
 * decideCapacity(scaling, view, memory, expectedUse(shapes, view.nowMs));
 */
export async function readWeeks(
  getMetricData: GetMetricData,
  table: string,
  resources: readonly string[],
  { nowMs, sinceMs = 0 }: WeeksSpan,
): Promise<TableShapes> {
  const endMs = Math.floor(nowMs / PERIOD_MS) * PERIOD_MS;
  const earliestMs = Math.max(sinceMs, endMs - WEEKS_LEARNED * WEEK_MS);
  const length = Math.floor((endMs - earliestMs) / PERIOD_MS);
  if (length < 1) return {};
  const startMs = endMs - length * PERIOD_MS;
  const grid = { startMs, periodSeconds: PERIOD_MS / 1_000, length };
  const queries = usageQueries(new Map([[table, resources]]), [
    "ConsumedReadCapacityUnits",
    "ConsumedWriteCapacityUnits",
  ]);
  const points = await readDatapoints(getMetricData, queries, grid);
  const shapeOf = (id = "") =>
    learnShape({ startMs, periodMs: PERIOD_MS, sums: sumsOn(grid, points.get(id) ?? []) });
  const shapes: Record<string, TableShapes[string]> = {};
  for (const [resource, [read, write]] of Map.groupBy(queries, (query) => query.resource)) {
    shapes[resource] = { read: shapeOf(read?.id), write: shapeOf(write?.id) };
  }
  return shapes;
}
