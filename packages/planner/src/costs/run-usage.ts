import type { PricedUnits } from "@spillway/capacity";
import type { StrategyKey } from "../strategies/strategy-plan.ts";

/** What a table, or its global indexes together, used in a run. */
export interface CapacityUsage {
  /** Units that were consumed: what is paid for on demand. */
  readonly consumed: PricedUnits;
  /** Units × hours that were provisioned, as billed; 0 on demand. */
  readonly unitHours: PricedUnits;
  /** Units that are provisioned when a run ends; 0 on demand. */
  readonly last: PricedUnits;
  /** Units that stay provisioned after a run that comes once; 0 on demand. */
  readonly standing: PricedUnits;
}

/** What one run of a load used by one way of writing: what is priced. */
export interface RunUsage {
  readonly strategy: StrategyKey;
  readonly billing: "on-demand" | "provisioned";
  readonly table: CapacityUsage;
  readonly indexes: CapacityUsage;
  /** Global indexes that the table has. */
  readonly indexCount: number;
  /** From the first write to the last, in seconds. */
  readonly seconds: number;
  /** Hours of the clock that the run touched: each is billed. */
  readonly clockHours: number;
  /** Hours after a run that comes once until what it ended with is lowered to what stays provisioned. */
  readonly loweringHours: number;
  /** How often the run comes in a month of 730 hours; 1: once, and the table stands for the rest. */
  readonly runsAMonth: number;
  readonly isRecurring: boolean;
  readonly writtenWrites: number;
  /** Writes that were sent into a queue, those of them that came out of it, and how many a second the table takes. */
  readonly queuedWrites: number;
  readonly drainedWrites: number;
  readonly drainedPerSecond: number;
  /** Bytes of an item, and what table and indexes hold of it. */
  readonly itemBytes: number;
  readonly storedBytes: number;
  /** Bytes that are imported from S3. */
  readonly importedBytes: number;
  /** Write units by which warm throughput is raised, of table and indexes together. */
  readonly warmedUnits: number;
}

/** Hours of an average month, as AWS's calculator counts. */
export const HOURS_PER_MONTH = 730;

/** What is priced: the run, or a month. */
export interface CostSpan {
  readonly of: "run" | "month";
  /** Runs in it. */
  readonly runs: number;
  readonly hours: number;
}

/**
 * The same run as it is on and on, where only a share of its writes is ever taken: of a queue that grows
 * without end, all is sent, and what is not taken never comes out.
 *
 * @param share of the writes that are taken in the long run, from 0 to 1
 */
export function inTheLongRun(usage: RunUsage, share: number): RunUsage {
  if (share === 1) return usage;
  const { writtenWrites, drainedWrites } = usage;
  const left = writtenWrites * (1 - share);
  const taken = ({ consumed, ...used }: CapacityUsage): CapacityUsage => ({
    ...used,
    consumed: { ...consumed, writeUnits: consumed.writeUnits * share },
  });
  return {
    ...usage,
    ...{ table: taken(usage.table), indexes: taken(usage.indexes) },
    writtenWrites: writtenWrites - left,
    drainedWrites: Math.max(0, drainedWrites - left),
  };
}

/** The run alone. */
export function spanOfRun(usage: RunUsage): CostSpan {
  return { of: "run", runs: 1, hours: usage.seconds / 3_600 };
}

/** A month of 730 hours: of a run that comes once and takes longer, the share of a month. */
export function spanOfMonth(usage: RunUsage): CostSpan {
  const { isRecurring, runsAMonth } = usage;
  const runs = isRecurring ? runsAMonth : runsAMonth / Math.max(1, runMonths(usage));
  return { of: "month", runs, hours: HOURS_PER_MONTH };
}

/** How many months a run takes. */
export function runMonths({ seconds }: RunUsage): number {
  return seconds / 3_600 / HOURS_PER_MONTH;
}
