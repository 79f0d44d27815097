import { costOfUnitHours } from "@spillway/capacity";
import { HOURS_PER_MONTH } from "../costs/run-usage.ts";
import type { Planning } from "./planning.ts";
import type { UnitsByResource } from "./table-with.ts";

/** Dollars for a month of these units. */
export function provisionedMonth(planning: Planning, units: UnitsByResource): number {
  const total = { readUnits: 0, writeUnits: 0 };
  for (const { readUnits, writeUnits } of Object.values(units)) {
    total.readUnits += readUnits * HOURS_PER_MONTH;
    total.writeUnits += writeUnits * HOURS_PER_MONTH;
  }
  return costOfUnitHours(total, planning.request.prices);
}
