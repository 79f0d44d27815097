import type { GetMetricData, MetricDataOutput } from "@spillway/aws";
import { jsonOperation, type RequestSender } from "@spillway/signed-requests";

/**
 * GetMetricData by CloudWatch's JSON protocol, without its client.
 *
 * @param cloudwatch a sender for the service `monitoring`
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export function metricDataBy(cloudwatch: RequestSender): GetMetricData {
  const operation = jsonOperation<object, MetricDataOutput>(
    cloudwatch,
    "GraniteServiceVersion20100801.GetMetricData",
    "1.0",
  );
  return ({ StartTime, EndTime, ...input }) =>
    operation({
      ...input,
      StartTime: StartTime.getTime() / 1_000,
      EndTime: EndTime.getTime() / 1_000,
    });
}
