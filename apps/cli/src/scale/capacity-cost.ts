import { type CapacityUnits, costOfUnitHours, pricesOf } from "@spillway/capacity";
import type { ScalingStep } from "@spillway/throughput-scaling";

const HOURS = 24;

/** Dollars a day for so much provisioned capacity, at the list prices of us-east-1. */
export function dollarsADay({ readUnits, writeUnits }: CapacityUnits): number {
  return costOfUnitHours(
    { readUnits: readUnits * HOURS, writeUnits: writeUnits * HOURS },
    pricesOf("us-east-1"),
  );
}

/** What steps add to the dollars a day; below 0 where they save. */
export function dollarsADayOf(steps: readonly ScalingStep[]): number {
  const added = { readUnits: 0, writeUnits: 0 };
  for (const { access, from, to } of steps) added[`${access}Units`] += to - from;
  return dollarsADay(added);
}
