import {
  type CapacityPrices,
  type CapacityUnits,
  costOfRequests,
  costOfUnitHours,
  unitHours,
} from "@spillway/capacity";

/** What a table or index had and used in each period of a time, oldest first. */
export interface PeriodUsage {
  /** When it began, in milliseconds. */
  readonly startMs: number;
  /** How long one period is, in milliseconds. */
  readonly periodMs: number;
  /** Units a second that were provisioned: the most of each period. */
  readonly provisioned: readonly CapacityUnits[];
  /** Units that were consumed in each period. */
  readonly consumed: readonly CapacityUnits[];
}

/** What a time cost, in dollars: of the table and its indexes together. */
export interface CapacityCosts {
  /** The capacity that was there, each hour with the most that was provisioned in it. */
  readonly provisioned: number;
  /** The part of it above the baseline. */
  readonly raised: number;
  /** What the same reads and writes would have cost on demand. */
  readonly onDemand: number;
  /** Units × hours above the baseline, as long as they were there. */
  readonly raisedUnitHours: CapacityUnits;
}

/**
 * What capacity cost over some time, and what on-demand would have.
 *
 * @param resources by the index's name, or `TABLE_RESOURCE`
 * @param baseOf the baseline of a table or index
 * @example
 * const costs = capacityCosts(await readUsage(getMetricData, "orders", [TABLE_RESOURCE], day), baseOf, pricesOf("us-east-1"));
 * costs.raised;   // → 0.41
 * costs.onDemand; // → 2.7
 */
export function capacityCosts(
  resources: ReadonlyMap<string, PeriodUsage>,
  baseOf: (resource: string) => CapacityUnits,
  prices: CapacityPrices,
): CapacityCosts {
  let [provisioned, raised, onDemand] = [0, 0, 0];
  const raisedUnitHours = { readUnits: 0, writeUnits: 0 };
  for (const [resource, usage] of resources) {
    const base = baseOf(resource);
    const all = hoursOf(usage, (had) => had);
    const above = hoursOf(usage, (had, unit) => Math.max(0, had - base[unit]));
    provisioned += costOfUnitHours(all.billed, prices);
    raised += costOfUnitHours(above.billed, prices);
    raisedUnitHours.readUnits += above.provisioned.readUnits;
    raisedUnitHours.writeUnits += above.provisioned.writeUnits;
    for (const units of usage.consumed) onDemand += costOfRequests(units, prices);
  }
  return { provisioned, raised, onDemand, raisedUnitHours };
}

/** Unit-hours of what is counted of reads and writes, as long as they were there and as they are billed. */
function hoursOf(
  { startMs, periodMs, provisioned }: PeriodUsage,
  counted: (had: number, unit: keyof CapacityUnits) => number,
): { readonly provisioned: CapacityUnits; readonly billed: CapacityUnits } {
  const endMs = startMs + provisioned.length * periodMs;
  const of = (unit: keyof CapacityUnits) => {
    const since = provisioned.map((had, at) => ({
      sinceMs: startMs + at * periodMs,
      units: counted(had[unit], unit),
    }));
    return unitHours(since, endMs);
  };
  const [read, write] = [of("readUnits"), of("writeUnits")];
  return {
    provisioned: { readUnits: read.provisioned, writeUnits: write.provisioned },
    billed: { readUnits: read.billed, writeUnits: write.billed },
  };
}
