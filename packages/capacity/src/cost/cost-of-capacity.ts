import type { CapacityPrices, Prices } from "../prices/prices.ts";

/** Read and write units that were consumed, or that were provisioned for so many hours. */
export interface PricedUnits {
  readonly readUnits: number;
  readonly writeUnits: number;
}

/** Dollars for `units` write units on demand. */
export function costOfWrites(units: number, prices: CapacityPrices): number {
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
  prices: CapacityPrices,
): number {
  return unitsPerSecond * hours * prices.writeUnitHour;
}

/**
 * Dollars for read and write units on demand, of a table and its global indexes together.
 *
 * @example
 * costOfRequests({ readUnits: 1_000_000, writeUnits: 1_000_000 }, pricesOf("us-east-1")); // → 0.75
 */
export function costOfRequests(units: PricedUnits, prices: CapacityPrices): number {
  return costOfWrites(units.writeUnits, prices) + units.readUnits * prices.onDemandReadUnit;
}

/**
 * Dollars for provisioned read and write units, each times the hours that it was billed for, of a table
 * and its global indexes together.
 *
 * @example
 * costOfUnitHours({ readUnits: 730 * 5, writeUnits: 730 * 5 }, pricesOf("us-east-1")); // → 2.847, a month of 5 and 5
 */
export function costOfUnitHours(unitHours: PricedUnits, prices: CapacityPrices): number {
  return (
    costOfProvisionedHours(unitHours.writeUnits, 1, prices) +
    unitHours.readUnits * prices.readUnitHour
  );
}

/**
 * Dollars, paid once, for warm throughput that is raised.
 *
 * @param raisedBy units a second above what table and indexes have, each by itself: a new table on demand
 *   has 4,000 write and 12,000 read units a second, and they are free
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html
 * @example
 * // A new table on demand that is to take 40,000 writes a second at once.
 * costOfWarming({ writeUnits: 40_000 - 4_000, readUnits: 0 }, pricesOf("us-east-1")); // → 23.4
 */
export function costOfWarming(
  raisedBy: PricedUnits,
  prices: Pick<Prices, "warmWriteUnit" | "warmReadUnit">,
): number {
  return raisedBy.writeUnits * prices.warmWriteUnit + raisedBy.readUnits * prices.warmReadUnit;
}
