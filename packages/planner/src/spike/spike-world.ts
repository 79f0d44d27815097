import { BURST_SECONDS, TableMeter } from "@spillway/capacity";
import type { ManualClock, Random } from "@spillway/pacing";
import { ModelledServices } from "./modelled-services.ts";
import { ModelledTable } from "./modelled-table.ts";
import type { SpikeConditions } from "./spike-conditions.ts";
import { SpikeLog } from "./spike-log.ts";
import type { SpikeOptions } from "./spike-options.ts";

/** What a spike is written with and into. All times begin at 0 with the spike. */
export interface SpikeWorld {
  readonly clock: ManualClock;
  readonly random: Random;
  readonly conditions: SpikeConditions;
  readonly services: ModelledServices;
  readonly table: ModelledTable;
  readonly log: SpikeLog;
}

/** What several spikes at one time share: the clock, chance, and the services that answer them. */
export type SharedWorld = Omit<SpikeWorld, "table" | "log">;

export function sharedWorld(
  clock: ManualClock,
  random: Random,
  conditions: SpikeConditions,
): SharedWorld {
  return { clock, random, conditions, services: new ModelledServices(clock, random, conditions) };
}

/** Adds the table of one spike, which has saved what it did not use before. */
export function worldOf(shared: SharedWorld, options: SpikeOptions): SpikeWorld {
  const { table: shape, measure, burstSeconds = BURST_SECONDS } = options;
  const { idleSeconds = burstSeconds } = options;
  const { clock, services } = shared;
  const log = new SpikeLog();
  const meter = new TableMeter({
    region: "model",
    arn: shape.name,
    shape,
    burstSeconds,
    nowMs: clock.now() - idleSeconds * 1_000,
  });
  return { ...shared, log, table: new ModelledTable({ clock, services, meter, log, measure }) };
}
