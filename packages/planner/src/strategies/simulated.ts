import type { CapacityPolicy, Writers } from "@spillway/simulator";
import type { StrategyKey, StrategySettings } from "./strategy-plan.ts";
import type { UnitsByResource } from "./table-with.ts";

/** A way of writing, as it is simulated. */
export interface Simulated {
  readonly key: StrategyKey;
  readonly name: string;
  readonly settings: StrategySettings;
  readonly policy: CapacityPolicy;
  readonly writers: Writers;
  /** What stays provisioned after a load that comes once. Default: what it ended with. */
  readonly standing?: UnitsByResource;
  /** Hours until it is lowered to that. Default 0. */
  readonly loweringHours?: number;
  /** Write units that an on-demand table sustains at once. */
  readonly sustainedUnits?: number;
  /** Write units by which warm throughput is raised, of table and indexes together. */
  readonly warmedUnits?: number;
}
