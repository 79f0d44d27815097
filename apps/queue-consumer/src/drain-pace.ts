import type { TableShape } from "@spillway/capacity";
import { type SharedPacer, type SharedPacerOptions, sharedPacer } from "@spillway/shared-pace";
import { fixedRatePacer, type WritePacer } from "@spillway/table-writer";
import { type DrainRate, drainRate } from "@spillway/write-buffer";

/** What holds one instance to a pace. */
export interface DrainPace {
  /** Undefined for a table that needs none. */
  readonly pacer: WritePacer | undefined;
  /** Units a second that this instance may expect; undefined where nothing limits it. */
  readonly unitsPerSecond: number | undefined;
}

/** Gives the pace for the table as it is now; one for the life of the instance. */
export type PaceFor = (table: TableShape) => DrainPace;

/** A fixed part of the table's capacity: that of each where as many run as may. */
export function fixedPace(rate: DrainRate): PaceFor {
  return (table) => {
    const limiter = rate.limiterFor(table);
    return { pacer: limiter && fixedRatePacer(limiter), unitsPerSecond: limiter?.ratePerSecond };
  };
}

/** What is shared with all others who write the table. */
export function sharedPace(
  consumers: number,
  options: Omit<SharedPacerOptions, "table" | "aloneShare">,
): PaceFor {
  let pacer: SharedPacer | undefined;
  return (table) => {
    if (pacer === undefined) {
      pacer = sharedPacer({ ...options, table, aloneShare: 1 / consumers });
    } else pacer.update(table);
    return { pacer, unitsPerSecond: drainRate(table, consumers) };
  };
}
