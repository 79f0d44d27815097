import type { DecreaseRule, Prices, TableShape } from "@spillway/capacity";
import type { TableLoad } from "./load/table-load.ts";
import type { CapacityPolicy } from "./policies/capacity-policy.ts";
import type { SimulationResult } from "./result/simulation-result.ts";
import { Simulation } from "./simulation.ts";
import { checkSimulation } from "./simulation-check.ts";

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
  /** Default those of us-east-1. */
  readonly prices?: Prices;
  /** Points of the series in the result, at most. Default 720: an hour of thirty days each. */
  readonly seriesPoints?: number;
}

/**
 * A table under a load in virtual time, with the admission of `@spillway/capacity`. Nothing is left to
 * chance, so the same options give the same result.
 *
 * @throws SIMULATION_INVALID for a load or setting that can't be simulated
 * @example
 * const result = simulate({ table, load: { pattern: dailyPattern({ seed: 1 }) }, policy: fixed() });
 * result.writes.throttled; // → 0
 * result.dollars.billed;   // → 46.8
 */
export function simulate(options: SimulateOptions): SimulationResult {
  checkSimulation(options);
  return new Simulation(options).run();
}
