import type { TableShape } from "@spillway/capacity";
import type { Transport } from "@spillway/table-writer";
import type { PlannedLoad } from "../loads/planned-load.ts";
import type { BenchClock } from "../places/bench-clock.ts";

/** What one way of writing is run with. */
export interface RunServices {
  readonly load: PlannedLoad;
  /** As DynamoDB describes it. */
  readonly table: TableShape;
  /** Watched: what is refused and done is counted. */
  readonly transport: Transport;
  readonly clock: BenchClock;
}

/** Writes all of a load, and resolves when nothing is left to do: with the share of the writes that went out late. */
export type RunWrites = (services: RunServices) => Promise<number>;
