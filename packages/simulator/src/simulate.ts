import type { SimulationResult } from "./result/simulation-result.ts";
import type { SimulateOptions } from "./simulate-options.ts";
import { Simulation } from "./simulation.ts";
import { checkSimulation } from "./simulation-check.ts";

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
