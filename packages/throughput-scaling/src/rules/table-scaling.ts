import type { CapacityUnits } from "@spillway/capacity";

/** Between what the capacity of a table or index is steered. */
export interface CapacityBounds {
  /** What it is brought back to when it is quiet. */
  readonly base: CapacityUnits;
  /** What it is never raised above. */
  readonly max: CapacityUnits;
}

/** How one table is steered. */
export interface TableScaling {
  readonly table: CapacityBounds;
  /** By the index's name; an index that is not named has the table's. */
  readonly indexes: Readonly<Record<string, CapacityBounds>>;
  /** A throttled capacity is multiplied by this, above 1. */
  readonly scaleUpFactor: number;
  /** How long capacity has not been needed before it is brought down, in milliseconds. */
  readonly scaleDownDelayMs: number;
}
