import { compareFigures } from "./compare-figures.ts";
import type { PlannedLoad } from "./loads/planned-load.ts";
import { MOST_LATE, type PlanBenchResult } from "./plan-bench-result.ts";
import { predictLoad } from "./predict-load.ts";
import type { TimedRun } from "./runs/run-figures.ts";
import { runLoad } from "./runs/run-load.ts";

/** Engines behind the proxy: Amazon's, and one that answers at once. */
export interface Engines {
  readonly local: string;
  readonly instant: string;
}

const MOST_RUNS = 3;

/** Plans a load, runs it, and holds the one against the other. */
export async function checkLoad(load: PlannedLoad, engines: Engines): Promise<PlanBenchResult> {
  let runs = 0;
  let measured: TimedRun;
  do {
    measured = await runLoad(load, engines[load.engine]);
    runs += 1;
  } while (measured.lateShare > MOST_LATE && runs < MOST_RUNS);
  // Planned with no more of the run than how fast this machine answers.
  const planned = await predictLoad(load, measured.requestMs);
  return {
    load: load.name,
    strategy: load.strategy,
    figures: compareFigures(planned, measured),
    peakUnits: { planned: planned.peakUnits, measured: measured.peakUnits },
    known: load.known ?? {},
    ...{ runs, lateShare: measured.lateShare },
  };
}
