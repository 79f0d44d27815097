import type { GetMetricData } from "@spillway/aws";

/** What was put for a table: its name, the index's or "", the metric, milliseconds, the value. */
export type Put = readonly [
  table: string,
  index: string,
  metric: string,
  atMs: number,
  value: number,
];

/** A CloudWatch that answers with what was put. */
export function cloudWatchOf(put: readonly Put[]): GetMetricData {
  return async ({ MetricDataQueries }) => ({
    MetricDataResults: MetricDataQueries.map(({ Id, MetricStat: { Metric } }) => {
      const of = new Map(Metric.Dimensions.map(({ Name, Value }) => [Name, Value]));
      const own = put.filter(
        ([table, index, metric]) =>
          table === of.get("TableName") &&
          index === (of.get("GlobalSecondaryIndexName") ?? "") &&
          metric === Metric.MetricName,
      );
      return {
        ...{ Id, Timestamps: own.map(([, , , atMs]) => new Date(atMs)) },
        Values: own.map(([, , , , value]) => value),
      };
    }),
  });
}
