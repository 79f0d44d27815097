import type { DecreaseRule, Prices, TableShape } from "@spillway/capacity";
import type { TableLoad } from "./load/table-load.ts";
import type { CapacityPolicy } from "./policies/capacity-policy.ts";

/** What is simulated. */
export interface SimulateOptions {
  /** The table with its indexes, and the capacity with which it begins. */
  readonly table: TableShape;
  readonly load: TableLoad;
  /** Who steers its capacity. One object serves one simulation. */
  readonly policy: CapacityPolicy;
  /** Seconds of unused provisioned capacity that are kept. Default 300. */
  readonly burstSeconds?: number;
  /** How long the table is UPDATING after a change of its capacity, in milliseconds. Default 60,000. */
  readonly updatingMs?: number;
  /** Default `four and one an hour`. */
  readonly decreaseRule?: DecreaseRule;
  /** Write units a second that an on-demand table sustains at once. Default 4,000, as a new one. */
  readonly sustainedUnits?: number;
  /**
   * How long it goes on after the load's end, at most, for as long as writes wait, in seconds. Default 30
   * days where writers are `paced` or `spillover`, else 0.
   */
  readonly drainSeconds?: number;
  /** Default those of us-east-1. */
  readonly prices?: Prices;
  /** Points of the series in the result, at most. Default 720: an hour of thirty days each. */
  readonly seriesPoints?: number;
}
