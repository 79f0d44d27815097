import type { Clients } from "@spillway/aws-clients";
import type { PlannedTable } from "@spillway/planner";
import type { ProgressLine } from "../command-line/progress-line.ts";
import type { LoadWishes } from "./load-wishes.ts";
import type { PlanOptions } from "./plan-options.ts";

/** What a load is read with. */
export interface LoadReading {
  readonly options: PlanOptions;
  readonly wishes: LoadWishes;
  readonly table: PlannedTable;
  readonly clients: () => Clients;
  /** Dollars of one metric that is asked for. */
  readonly metricRequest: number;
  readonly standardInput: AsyncIterable<Uint8Array>;
  readonly progress: ProgressLine;
}
