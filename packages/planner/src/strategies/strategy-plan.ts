import type { CapacityUnits, TableShape } from "@spillway/capacity";
import type { SimulationSeries, ThrottleCount } from "@spillway/simulator";
import type { CostParts } from "../costs/cost-parts.ts";

/** The ways of writing that are planned, in the order of the table. */
export const STRATEGIES = [
  "on-demand",
  "on-demand-maximum",
  "fixed",
  "auto-scaling",
  "scaler",
  "scaler-predicting",
  "buffered",
  "spillover",
  "direct",
  "import",
] as const;
export type StrategyKey = (typeof STRATEGIES)[number];

/** What a strategy was given: what `--tfvars` writes. */
export interface StrategySettings {
  readonly billing: "on-demand" | "provisioned";
  /** The table and its indexes with the capacity that they begin with. */
  readonly table: TableShape;
  /** By resource (`TABLE_RESOURCE` is the table): where the capacity is steered, between what. */
  readonly bounds?: Readonly<
    Record<string, { readonly min: CapacityUnits; readonly max: CapacityUnits }>
  >;
  /** On demand: the maximum of write units a second of the table and each index. */
  readonly maxWriteUnits?: number;
  /** On demand: what warm throughput is raised to before, in write units a second, of the table and each index. */
  readonly warmWriteUnits?: number;
  /** The use that capacity is steered to, in percent. */
  readonly targetPercent?: number;
}

/** What is predicted of one way of writing. */
export interface StrategyPlan {
  readonly key: StrategyKey;
  /** As people read it: `on demand, at most 2,000 units`. */
  readonly name: string;
  readonly settings: StrategySettings;
  readonly askedWrites: number;
  readonly writtenWrites: number;
  /** Attempts that were refused, as `WriteThrottleEvents` counts. */
  readonly throttledWrites: number;
  /** Why, most first. */
  readonly throttles: readonly ThrottleCount[];
  /** Attempts to read that were refused. */
  readonly throttledReads: number;
  /** Writes that were refused and never done. */
  readonly lostWrites: number;
  /** Writes that still wait at the end of what was simulated: asked = written + lost + waiting. */
  readonly waitingWrites: number;
  /** The most write units used in one second, of the table or the index that used most. */
  readonly peakUnits: number;
  /** From the first write to the last that is done; null where some are not done at the end of what was simulated. */
  readonly completeSeconds: number | null;
  /** The longest that a write waited. */
  readonly worstDelaySeconds: number;
  /** The most writes that waited at one time. */
  readonly mostBacklog: number;
  /** Unit-hours provisioned of table and indexes, reads and writes, as billed; 0 on demand. */
  readonly unitHours: number;
  readonly runCost: CostParts;
  readonly monthCost: CostParts;
  /**
   * Why what waits is not all written, though this run ends: `grows`: more comes again and again than is ever
   * taken; `expires`: a message would wait for longer than SQS keeps it; `too large`: SQS takes no message of
   * that size.
   */
  readonly backlogFault?: "grows" | "expires" | "too large";
  /** What would change these numbers, in a sentence. */
  readonly lever: string;
  /** What holds it back, where something does: `byEmail`, the key `USER#1`. */
  readonly limitedBy?: string;
  /** For a picture; an import has none. */
  readonly series?: SimulationSeries;
}
