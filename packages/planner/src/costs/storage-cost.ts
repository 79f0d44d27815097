import { costOfTableStorage, type Prices } from "@spillway/capacity";
import { type CostSpan, HOURS_PER_MONTH, type RunUsage } from "./run-usage.ts";

/**
 * Dollars for holding what was written, in table and indexes, for the time of the span; in a month of a load
 * that comes again, all that the month writes for all of it. Each write counts as a new item that nothing
 * deletes: a load that writes the same items again and again holds less.
 */
export function costOfStorage(usage: RunUsage, span: CostSpan, prices: Prices): number {
  const bytes = usage.writtenWrites * usage.storedBytes * span.runs;
  return costOfTableStorage(bytes, span.hours / HOURS_PER_MONTH, prices);
}
