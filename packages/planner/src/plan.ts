import type { DecreaseRule, Prices } from "@spillway/capacity";
import type { WhenThrottled } from "@spillway/simulator";
import type { Advice, Assumption, HotKeyAdvice } from "./advice/advice.ts";
import type { AssumedNumbers } from "./costs/assumed-numbers.ts";
import type { StrategyKey, StrategyPlan } from "./strategies/strategy-plan.ts";
import type { PlannedTable } from "./table/planned-table.ts";
import type { Workload } from "./workload/workload.ts";

/** What is to be planned. */
export interface PlanRequest {
  readonly workload: Workload;
  readonly table: PlannedTable;
  readonly prices: Prices;
  /** Default: all that apply. */
  readonly only?: readonly StrategyKey[];
  /** Write units a second that are provisioned: fixed, and where steered ones begin. Default: see the README of this package. */
  readonly writeCapacity?: number;
  /** The same of global indexes that have others, by name. Default: those of `writeCapacity`. */
  readonly indexWriteCapacity?: Readonly<Record<string, number>>;
  /** The most write units a second: an owner's maximum on demand, the bound of what is steered. */
  readonly maxWriteUnits?: number;
  /** Warm throughput that the table has or is to have, in write units a second. */
  readonly warmWriteUnits?: number;
  /** The longest that a buffered write may wait, and that a file may take, in seconds. Default 900 for traffic (SQS's longest delay), 3,600 for a file. */
  readonly withinSeconds?: number;
  /** What clients do with a throttled write. Default `lost`: each is counted once. */
  readonly whenThrottled?: WhenThrottled;
  /** Default 300. */
  readonly burstSeconds?: number;
  /** How long a change of capacity takes, in milliseconds. Default 60,000. */
  readonly updatingMs?: number;
  readonly decreaseRule?: DecreaseRule;
  /** What costs stand on otherwise than `ASSUMED_NUMBERS` has it. */
  readonly assumed?: Partial<AssumedNumbers>;
}

/** Is told how many parts of so many are done, while a plan takes seconds: strategies, or assumptions. */
export type PlanProgress = (done: number, of: number) => void;

/** The answer: a JSON document. */
export interface Plan {
  readonly workload: {
    readonly name: string;
    readonly kind: Workload["kind"];
    readonly sources: readonly string[];
    /** Writes in all, and seconds that they come over (0: all there from the start). */
    readonly writes: number;
    readonly reads: number;
    readonly seconds: number;
    readonly peakWritesPerSecond: number;
    readonly item: Workload["item"];
  };
  readonly table: { readonly name: string; readonly source: string; readonly exists: boolean };
  readonly prices: { readonly region: string; readonly asOf: string };
  readonly strategies: readonly StrategyPlan[];
  readonly advice: Advice;
  readonly hotKeys: readonly HotKeyAdvice[];
  readonly assumptions: readonly Assumption[];
}
