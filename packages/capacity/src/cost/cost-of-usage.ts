import { SQS_REQUEST_BYTES } from "../limits.ts";
import type { Prices } from "../prices/prices.ts";

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
 * costOfRequests({ readUnits: 1_000_000, writeUnits: 1_000_000 }, prices); // → 0.75
 */
export function costOfRequests(units: PricedUnits, prices: Prices): number {
  return costOfWrites(units.writeUnits, prices) + units.readUnits * prices.onDemandReadUnit;
}

/**
 * Dollars for provisioned read and write units, each times the hours that it was billed for, of a table
 * and its global indexes together.
 *
 * @example
 * costOfUnitHours({ readUnits: 730 * 5, writeUnits: 730 * 5 }, prices); // → 2.847, a month of 5 and 5
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
