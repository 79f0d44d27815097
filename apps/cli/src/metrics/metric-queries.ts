import type { MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import type { EnvironmentOutputs } from "../environment/outputs.ts";

/** One metric to read. A sum that is missing was 0; a level that is missing was as it was before. */
export interface MetricQuery {
  /** Also GetMetricData's id: it begins with a small letter. */
  readonly id: string;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly stat: "Sum" | "Maximum";
}

/** Write units that a table consumed. */
export function metricQueryOfConsumed(prefix: string, table: string): MetricQuery {
  return {
    id: `${prefix}_consumed`,
    namespace: "AWS/DynamoDB",
    metric: "ConsumedWriteCapacityUnits",
    dimensions: { TableName: table },
    stat: "Sum",
  };
}

function tableQueries(prefix: string, table: string): MetricQuery[] {
  const of = (id: string, metric: string, stat: MetricQuery["stat"]): MetricQuery => ({
    id: `${prefix}_${id}`,
    namespace: "AWS/DynamoDB",
    metric,
    dimensions: { TableName: table },
    stat,
  });
  return [
    metricQueryOfConsumed(prefix, table),
    of("throttled", "WriteThrottleEvents", "Sum"),
    of("provisioned", "ProvisionedWriteCapacityUnits", "Maximum"),
  ];
}

function functionQueries(prefix: string, name: string): MetricQuery[] {
  const of = (id: string, metric: string): MetricQuery => ({
    id: `${prefix}_${id}`,
    namespace: "AWS/Lambda",
    metric,
    dimensions: { FunctionName: name },
    stat: "Sum",
  });
  return [of("invocations", "Invocations"), of("milliseconds", "Duration")];
}

function queueQueries(name: string): MetricQuery[] {
  const of = (id: string, metric: string): MetricQuery => ({
    id: `queue_${id}`,
    namespace: "AWS/SQS",
    metric,
    dimensions: { QueueName: name },
    stat: "Maximum",
  });
  return [
    of("visible", "ApproximateNumberOfMessagesVisible"),
    of("delayed", "ApproximateNumberOfMessagesDelayed"),
    of("in_flight", "ApproximateNumberOfMessagesNotVisible"),
  ];
}

/** Every metric that a comparison and its report need of an environment. */
export function environmentQueries(outputs: EnvironmentOutputs): MetricQuery[] {
  return [
    ...tableQueries("direct", outputs.direct.table_name),
    ...tableQueries("buffered", outputs.buffered.table_name),
    ...queueQueries(outputs.buffered.queue_name),
    ...functionQueries("writer", outputs.direct.function_name),
    ...functionQueries("producer", outputs.buffered.producer_function_name),
    ...functionQueries("consumer", outputs.buffered.consumer_function_name),
  ];
}

/** The query in GetMetricData's own form. */
export function metricDataQuery(query: MetricQuery, periodSeconds: number): MetricDataQuery {
  return {
    Id: query.id,
    MetricStat: {
      Metric: {
        Namespace: query.namespace,
        MetricName: query.metric,
        Dimensions: Object.entries(query.dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: periodSeconds,
      Stat: query.stat,
    },
  };
}
