import type { MetricQuery } from "@spillway/aws";
import { TABLE_RESOURCE } from "@spillway/capacity";

/** A metric of a table or global index. */
export type UsageMetric =
  | "ConsumedReadCapacityUnits"
  | "ConsumedWriteCapacityUnits"
  | "ReadThrottleEvents"
  | "WriteThrottleEvents"
  | "ProvisionedReadCapacityUnits"
  | "ProvisionedWriteCapacityUnits"
  | "ReadProvisionedThroughputThrottleEvents"
  | "WriteProvisionedThroughputThrottleEvents"
  | "ReadKeyRangeThroughputThrottleEvents"
  | "WriteKeyRangeThroughputThrottleEvents";

/** Of which tables and indexes is read: by the table's name names of indexes, and `TABLE_RESOURCE`. */
export type ResourcesByTable = ReadonlyMap<string, readonly string[]>;

/** A query for one metric of a table or global index. */
export interface UsageQuery extends MetricQuery {
  readonly table: string;
  readonly resource: string;
  readonly metric: UsageMetric;
}

/**
 * Queries for metrics of tables and their global indexes.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 */
export function usageQueries(
  tables: ResourcesByTable,
  metrics: readonly UsageMetric[],
  stat: MetricQuery["stat"] = "Sum",
): UsageQuery[] {
  const queries: UsageQuery[] = [];
  for (const [table, resources] of tables) {
    for (const resource of resources) {
      const index = resource === TABLE_RESOURCE ? {} : { GlobalSecondaryIndexName: resource };
      for (const metric of metrics) {
        queries.push({
          ...{ id: `m${queries.length}`, table, resource, metric, stat },
          namespace: "AWS/DynamoDB",
          dimensions: { TableName: table, ...index },
        });
      }
    }
  }
  return queries;
}
