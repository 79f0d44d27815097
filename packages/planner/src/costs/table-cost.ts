import { costOfRequests, costOfUnitHours, type PricedUnits, type Prices } from "@spillway/capacity";
import { type CapacityUsage, type CostSpan, HOURS_PER_MONTH, type RunUsage } from "./run-usage.ts";

/**
 * Dollars for the units of a table, or of its indexes.
 *
 * On demand what was consumed is paid for. Provisioned, each hour of the clock that the run touched; a month
 * of a load that comes again, or of a run that takes longer than a month, has 730 hours of the same mean; a
 * month of another that comes once has the hours of the run, those until capacity is lowered, and for the
 * rest what stays provisioned.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/provisioned-capacity-mode.html
 */
export function costOfCapacity(
  used: CapacityUsage,
  usage: RunUsage,
  span: CostSpan,
  prices: Prices,
): number {
  if (usage.billing === "on-demand") return span.runs * costOfRequests(used.consumed, prices);
  if (span.of === "run") return costOfUnitHours(used.unitHours, prices);
  if (usage.isRecurring || usage.clockHours > HOURS_PER_MONTH) {
    return costOfUnitHours(times(used.unitHours, HOURS_PER_MONTH / usage.clockHours), prices);
  }
  const restHours = Math.max(0, HOURS_PER_MONTH - usage.clockHours);
  const loweringHours = Math.min(restHours, usage.loweringHours);
  const rest = plus(
    times(used.last, loweringHours),
    times(used.standing, restHours - loweringHours),
  );
  return costOfUnitHours(plus(used.unitHours, rest), prices);
}

function times({ readUnits, writeUnits }: PricedUnits, factor: number): PricedUnits {
  return { readUnits: readUnits * factor, writeUnits: writeUnits * factor };
}

function plus(one: PricedUnits, other: PricedUnits): PricedUnits {
  return {
    readUnits: one.readUnits + other.readUnits,
    writeUnits: one.writeUnits + other.writeUnits,
  };
}
