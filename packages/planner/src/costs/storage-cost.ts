import { costOfTableStorage, type Prices } from "@spillway/capacity";
import { type CostSpan, HOURS_PER_MONTH, type RunUsage, runMonths } from "./run-usage.ts";

/**
 * Dollars for holding what was written, in table and indexes. A run holds half of it in the mean, for it
 * writes all the time. In the month of a load that comes once it is then held for the rest of the month; a
 * month of a longer run has its share. In the month of a load that comes again it is all that the month
 * writes, for all of it. Each write counts as a new item that nothing deletes: a load that writes the same
 * items again and again holds less.
 */
export function costOfStorage(usage: RunUsage, span: CostSpan, prices: Prices): number {
  const bytes = usage.writtenWrites * usage.storedBytes * span.runs;
  return costOfTableStorage(bytes, monthsHeld(usage, span), prices);
}

/** How long a byte is held in the mean, in months. */
function monthsHeld(usage: RunUsage, span: CostSpan): number {
  const writing = runMonths(usage);
  if (span.of === "run") return writing / 2;
  if (usage.isRecurring) return span.hours / HOURS_PER_MONTH;
  return writing > 1 ? writing / 2 : 1 - writing / 2;
}
