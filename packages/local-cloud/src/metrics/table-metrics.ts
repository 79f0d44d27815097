import type { UsageEvent } from "@spillway/capacity-proxy";
import type { Observation } from "./metric-buffer.ts";

const NAMESPACE = "AWS/DynamoDB";

/**
 * What DynamoDB would put into CloudWatch for a second's use of a table or index. Throttles appear
 * only when there were any, as there.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 */
export function tableObservations(event: UsageEvent): Observation[] {
  const dimensions: Record<string, string> = { TableName: event.table };
  if (event.index !== undefined) dimensions.GlobalSecondaryIndexName = event.index;
  const seen = (name: string, value: number | undefined, extra = {}): Observation[] =>
    value === undefined
      ? []
      : [
          {
            namespace: NAMESPACE,
            name,
            value,
            dimensions: { ...dimensions, ...extra },
            unit: "Count",
            at: event.at,
          },
        ];
  const some = (value: number): number | undefined => (value > 0 ? value : undefined);
  return [
    ...seen("ConsumedWriteCapacityUnits", event.consumedWriteUnits),
    ...seen("ConsumedReadCapacityUnits", some(event.consumedReadUnits)),
    ...seen("ProvisionedWriteCapacityUnits", event.provisionedWriteUnits),
    ...seen("ProvisionedReadCapacityUnits", event.provisionedReadUnits),
    ...seen("WriteThrottleEvents", some(event.writeThrottleEvents)),
    ...seen("ReadThrottleEvents", some(event.readThrottleEvents)),
    ...Object.entries(event.throttledRequests).flatMap(([Operation, count]) =>
      seen("ThrottledRequests", some(count), { Operation }),
    ),
  ];
}
