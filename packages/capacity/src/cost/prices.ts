import { SQS_REQUEST_BYTES } from "../limits.ts";

/** Prices in US dollars of what a write load uses. */
export interface Prices {
  /** AWS's name of the region. */
  readonly region: string;
  /** When the prices were read from AWS's price lists: year and month. */
  readonly asOf: string;
  /** One write request unit, on demand. */
  readonly onDemandWriteUnit: number;
  /** One read request unit, on demand. */
  readonly onDemandReadUnit: number;
  /** One provisioned write capacity unit for one hour. */
  readonly writeUnitHour: number;
  /** One provisioned read capacity unit for one hour. */
  readonly readUnitHour: number;
  /** One GB in a table of the standard class for one month. */
  readonly storageGbMonth: number;
  /** One request to a standard queue, of up to 64 KB. */
  readonly sqsRequest: number;
  /** One invocation. */
  readonly lambdaRequest: number;
  /** One GB of memory for one second, by processor. */
  readonly lambdaGbSecond: { readonly arm64: number; readonly x86_64: number };
  /** One publish to a topic, of up to 64 KB. */
  readonly snsRequest: number;
  /** One GB in S3 standard for one month. */
  readonly s3GbMonth: number;
  /** One PUT, COPY, POST or LIST. */
  readonly s3Put: number;
}

/** List prices of us-east-1, without free tiers, reservations and savings plans. */
export const US_EAST_1_PRICES: Prices = {
  region: "us-east-1",
  asOf: "2025-11",
  // https://aws.amazon.com/dynamodb/pricing/on-demand/ — half of what it was before November 2024
  onDemandWriteUnit: 0.625e-6,
  onDemandReadUnit: 0.125e-6,
  storageGbMonth: 0.25,
  // https://aws.amazon.com/dynamodb/pricing/provisioned/
  writeUnitHour: 0.00065,
  readUnitHour: 0.00013,
  // https://aws.amazon.com/sqs/pricing/
  sqsRequest: 0.4e-6,
  // https://aws.amazon.com/lambda/pricing/
  lambdaRequest: 0.2e-6,
  lambdaGbSecond: { arm64: 0.0000133334, x86_64: 0.0000166667 },
  // https://aws.amazon.com/sns/pricing/
  snsRequest: 0.5e-6,
  // https://aws.amazon.com/s3/pricing/
  s3GbMonth: 0.023,
  s3Put: 0.005e-3,
};

/** Dollars for `units` write units on demand. */
export function costOfWrites(units: number, prices: Prices): number {
  return units * prices.onDemandWriteUnit;
}

/**
 * Dollars for provisioned write units, used or not.
 *
 * @param unitsPerSecond of the table and its global indexes together
 */
export function costOfProvisionedHours(
  unitsPerSecond: number,
  hours: number,
  prices: Prices,
): number {
  return unitsPerSecond * hours * prices.writeUnitHour;
}

/** Read and write units that were consumed, or that were provisioned for so many hours. */
export interface PricedUnits {
  readonly readUnits: number;
  readonly writeUnits: number;
}

/**
 * Dollars for read and write units on demand, of a table and its global indexes together.
 *
 * @example
 * costOfRequests({ readUnits: 1_000_000, writeUnits: 1_000_000 }, US_EAST_1_PRICES); // → 0.75
 */
export function costOfRequests(units: PricedUnits, prices: Prices): number {
  return costOfWrites(units.writeUnits, prices) + units.readUnits * prices.onDemandReadUnit;
}

/**
 * Dollars for provisioned read and write units, each times the hours that it was billed for, of a table
 * and its global indexes together.
 *
 * @example
 * costOfUnitHours({ readUnits: 730 * 5, writeUnits: 730 * 5 }, US_EAST_1_PRICES); // → 2.847, a month of 5 and 5
 */
export function costOfUnitHours(unitHours: PricedUnits, prices: Prices): number {
  return (
    costOfProvisionedHours(unitHours.writeUnits, 1, prices) +
    unitHours.readUnits * prices.readUnitHour
  );
}

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
export function costOfSqsRequests(requests: number, prices: Prices): number {
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
export function costOfLambda(usage: LambdaUsage, prices: Prices): number {
  const gbSeconds = usage.seconds * (usage.memoryMb / 1_024);
  return (
    usage.invocations * prices.lambdaRequest + gbSeconds * prices.lambdaGbSecond[usage.architecture]
  );
}
