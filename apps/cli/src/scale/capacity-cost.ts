import { type CapacityPrices, type CapacityUnits, costOfUnitHours } from "@spillway/capacity";
import type { ScalingStep } from "@spillway/throughput-scaling";

const HOURS = 24;

/** Dollars a day for so much provisioned capacity. */
export function dollarsADay(
  { readUnits, writeUnits }: CapacityUnits,
  prices: CapacityPrices,
): number {
  return costOfUnitHours({ readUnits: readUnits * HOURS, writeUnits: writeUnits * HOURS }, prices);
}

/** What steps add to the dollars a day; below 0 where they save. */
export function dollarsADayOf(steps: readonly ScalingStep[], prices: CapacityPrices): number {
  const added = { readUnits: 0, writeUnits: 0 };
  for (const { access, from, to } of steps) added[`${access}Units`] += to - from;
  return dollarsADay(added, prices);
}
