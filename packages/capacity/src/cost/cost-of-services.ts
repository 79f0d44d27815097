import { SQS_REQUEST_BYTES } from "../limits.ts";
import type { Prices } from "../prices/prices.ts";

/**
 * Requests that SQS bills for one call: one for each 64 KB of payload begun, at least one.
 *
 * @see https://aws.amazon.com/sqs/pricing/
 * @example
 * billedSqsRequests(0);       // → 1: an empty receive, a delete
 * billedSqsRequests(256_000); // → 4
 */
export function billedSqsRequests(payloadBytes: number): number {
  return Math.max(1, Math.ceil(payloadBytes / SQS_REQUEST_BYTES));
}

/**
 * Dollars for requests to a standard queue.
 *
 * @param requests as SQS bills them, see {@link billedSqsRequests}
 */
export function costOfSqsRequests(requests: number, prices: Pick<Prices, "sqsRequest">): number {
  return requests * prices.sqsRequest;
}

/** What functions did: their invocations, and how long these ran. */
export interface LambdaUsage {
  readonly invocations: number;
  /** Run time of all invocations together, in seconds. */
  readonly seconds: number;
  readonly memoryMb: number;
  readonly architecture: keyof Prices["lambdaGbSecond"];
}

/** Dollars for Lambda: requests and GB-seconds. */
export function costOfLambda(
  usage: LambdaUsage,
  prices: Pick<Prices, "lambdaRequest" | "lambdaGbSecond">,
): number {
  const gbSeconds = usage.seconds * (usage.memoryMb / 1_024);
  return (
    usage.invocations * prices.lambdaRequest + gbSeconds * prices.lambdaGbSecond[usage.architecture]
  );
}

/**
 * Dollars for alarms of standard resolution, each on one metric.
 *
 * @param months that they stand: AWS bills each hour of one as its part of a month
 * @see https://aws.amazon.com/cloudwatch/pricing/
 */
export function costOfAlarms(
  alarms: number,
  months: number,
  prices: Pick<Prices, "alarmMonth">,
): number {
  return alarms * months * prices.alarmMonth;
}

/**
 * Dollars for metrics that GetMetricData is asked for: each metric of each call counts.
 *
 * @see https://aws.amazon.com/cloudwatch/pricing/
 */
export function costOfMetricRequests(
  metrics: number,
  prices: Pick<Prices, "metricRequest">,
): number {
  return metrics * prices.metricRequest;
}
