import { AWS_CONDITIONS, runSpike, type SpikeConditions } from "@spillway/planner";
import type { PlannedLoad } from "./loads/planned-load.ts";
import { CONSUMERS } from "./runs/drain-queue.ts";
import { countOf, recordsOf } from "./runs/records-of.ts";
import { MAX_WRITE_UNITS, WRITE_SECONDS } from "./runs/write-spillover.ts";

const within = (requestMs: number) => ({ travelMs: 0.2, requestMs });

/** Everything on one machine: no network to speak of, a queue in memory, and nothing that starts cold. */
function oneMachine(requestMs: number): SpikeConditions {
  return {
    ...AWS_CONDITIONS,
    requests: {
      // What is refused does not reach the engine.
      ...{ write: within(requestMs), refuse: within(requestMs / 3), describe: within(requestMs) },
      ...{ send: within(0.1), receive: within(0.1), delete: within(0.1) },
      invoke: { travelMs: 0.1, requestMs: 0 },
    },
    coldStartMs: 0,
  };
}

/** How often a spike is refused until it is written: the planner runs its writer and consumers in virtual time. */
export async function refusedOfSpillover(load: PlannedLoad, requestMs: number): Promise<number> {
  const { table, burstSeconds } = load;
  const spike = await runSpike(
    {
      ...{ strategy: "spillover", table, burstSeconds, idleSeconds: burstSeconds },
      bursts: [{ atSeconds: 0, records: recordsOf(load), count: countOf(load) }],
      writer: { writeSeconds: WRITE_SECONDS, maxWriteUnits: MAX_WRITE_UNITS },
      queue: { batchSize: 10, batchingWindowSeconds: 0, maximumConcurrency: CONSUMERS },
    },
    { conditions: oneMachine(requestMs) },
  );
  return spike.throttledWrites;
}
