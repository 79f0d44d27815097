import { type CapacityUnits, type DecreaseRule, TABLE_RESOURCE } from "@spillway/capacity";
import { LASTING_MINUTES } from "./demand.ts";

/** Between what the capacity of a table or index is steered. */
export interface CapacityBounds {
  /** What it is brought back to when it is quiet. */
  readonly base: CapacityUnits;
  /** What it is never raised above. */
  readonly max: CapacityUnits;
}

/** The share of the capacity that consumption is to have, where nothing else is set. */
export const DEFAULT_TARGET_SHARE = 0.7;

/** How one table is steered. */
export interface TableScaling {
  readonly table: CapacityBounds;
  /** By the index's name; an index that is not named has the table's. */
  readonly indexes: Readonly<Record<string, CapacityBounds>>;
  /** A throttled capacity is multiplied by this, above 1. */
  readonly scaleUpFactor: number;
  /** How long capacity has not been needed before it is brought down, in milliseconds. */
  readonly scaleDownDelayMs: number;
  /** The share of the capacity that consumption is to have, above 0 and up to 1; 0.7 by default. */
  readonly targetShare?: number;
  /**
   * How DynamoDB counts the account's decreases; `four and one an hour` by default. `unlimited`: it does
   * not, as other engines; then none is kept.
   */
  readonly decreaseRule?: DecreaseRule | "unlimited";
}

/** Between what the capacity of a table, or of one of its indexes, is steered. */
export function boundsOf(scaling: TableScaling, resource: string): CapacityBounds {
  if (resource === TABLE_RESOURCE) return scaling.table;
  return scaling.indexes[resource] ?? scaling.table;
}

/** Minutes of metrics that a decision needs: those of the delay, and some before them. */
export function minutesNeeded(scaling: TableScaling): number {
  return quietMinutes(scaling) + LASTING_MINUTES;
}

/** Minutes without need after which capacity is brought down; metrics know of whole minutes only. */
export function quietMinutes(scaling: TableScaling): number {
  return Math.max(1, Math.ceil(scaling.scaleDownDelayMs / 60_000));
}
