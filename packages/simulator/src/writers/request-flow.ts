import type { FlowMeter } from "@spillway/capacity";
import type { Arrivals } from "../load/arrivals.ts";
import type { FlowSums } from "./flow-sums.ts";

/** When a flow ends before all the seconds that it was to take. */
export interface TakeUntil {
  /** After the first second in which something was throttled. */
  readonly throttled: boolean;
  /** After the second in which the last that waited was done. */
  readonly nothingWaits: boolean;
}

/** Writes or reads on their way to the table. */
export interface RequestFlow {
  readonly meter: FlowMeter;
  /** What became of the seconds that were taken since it was last reset. */
  readonly sums: FlowSums;
  /** What waits for its turn. */
  readonly waiting: number;
  /** Gave up, or never tried again. */
  readonly lost: number;
  /** Waited at least a second before they were done. */
  readonly delayed: number;
  /** Went through the queue. */
  readonly queued: number;
  readonly worstDelayMs: number;
  /** When the last was done: the end of that second, in milliseconds; undefined while none was. */
  readonly lastDoneMs: number | undefined;

  /**
   * Takes coming seconds, all of them unless it is to end before.
   *
   * @returns how many it took
   */
  take(arrivals: Arrivals, until: TakeUntil): number;
}
