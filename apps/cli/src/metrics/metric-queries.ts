import type { MetricQuery } from "@spillway/aws";
import type { DeployedStrategy } from "../strategies/deployed-strategies.ts";
import { type ByStrategy, type Strategy, strategyEntries } from "../strategies/strategy.ts";

/** Write units that a strategy's table consumed. */
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

function queueQueries(prefix: string, name: string): MetricQuery[] {
  const of = (id: string, metric: string): MetricQuery => ({
    id: `${prefix}_${id}`,
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

/** Every metric that a comparison and its report need of one strategy. */
function strategyQueries(strategy: Strategy, deployed: DeployedStrategy): MetricQuery[] {
  const { table, senderFunction, queue } = deployed;
  const ofQueue =
    queue === null
      ? []
      : [
          ...queueQueries(`${strategy}_queue`, queue.name),
          ...functionQueries(`${strategy}_consumer`, queue.consumerFunction),
        ];
  return [
    ...tableQueries(strategy, table),
    ...functionQueries(`${strategy}_sender`, senderFunction),
    ...ofQueue,
  ];
}

/** Every metric that a comparison and its report need of an environment. */
export function environmentQueries(deployed: ByStrategy<DeployedStrategy>): MetricQuery[] {
  return strategyEntries(deployed).flatMap(([strategy, one]) => strategyQueries(strategy, one));
}
