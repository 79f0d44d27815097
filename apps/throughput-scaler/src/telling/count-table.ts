import {
  type CapacityPrices,
  type CapacityView,
  costOfUnitHours,
  DECREASES_AT_ONCE,
  decreasesLeft,
  noDecreases,
} from "@spillway/capacity";
import {
  boundsOf,
  type ScalingEvent,
  type ScalingMemory,
  type ScalingStep,
  type TableScaling,
} from "@spillway/throughput-scaling";
import type { Counts } from "./count.ts";

/** A steered table, as far as it is counted. */
export interface CountedTable {
  readonly scaling: TableScaling;
  /** As it was before the run's own steps. */
  readonly view: CapacityView;
  readonly memory: ScalingMemory;
  /** Events that were not counted yet, by whomever. */
  readonly events: readonly ScalingEvent[];
  /** Hours that this look stands for. */
  readonly hours: number;
  /** Undefined where none are known: then no dollars are counted. */
  readonly prices: CapacityPrices | undefined;
}

/** What is counted of a table and each of its indexes, by the index's name, or `TABLE_RESOURCE`. */
export function countsOf(counted: CountedTable): ReadonlyMap<string, Counts> {
  const { scaling, view, memory, events, hours, prices } = counted;
  const counts = new Map<string, Counts>();
  for (const [resource, { provisioned }] of view.resources) {
    const eventsWith = (wanted: (event: ScalingEvent, step: ScalingStep) => boolean) =>
      events.filter((event) =>
        event.steps.some((step) => step.resource === resource && wanted(event, step)),
      ).length;
    const { base, max } = boundsOf(scaling, resource);
    const above = {
      readUnits: Math.max(0, provisioned.readUnits - base.readUnits) * hours,
      writeUnits: Math.max(0, provisioned.writeUnits - base.writeUnits) * hours,
    };
    const isAtMaximum = (["readUnits", "writeUnits"] as const).some(
      (units) => provisioned[units] >= max[units] && max[units] > base[units],
    );
    const decreases = memory.resources[resource]?.decreases ?? noDecreases(view.nowMs);
    const left =
      scaling.decreaseRule === "unlimited"
        ? DECREASES_AT_ONCE
        : decreasesLeft(decreases, view.nowMs, scaling.decreaseRule);
    counts.set(resource, {
      ...some(
        "CapacityRaised",
        eventsWith((event, step) => isMade(event) && step.to > step.from),
      ),
      ...some(
        "CapacityLowered",
        eventsWith((event, step) => isMade(event) && step.to < step.from),
      ),
      ...some(
        "ChangesRefused",
        eventsWith((event) => !isMade(event)),
      ),
      ...(isAtMaximum ? { AtMaximum: 1 } : {}),
      ...(left < DECREASES_AT_ONCE ? { DecreasesLeft: left } : {}),
      ...some("RaisedUnitHours", above.readUnits + above.writeUnits),
      ...some("RaisedDollars", prices === undefined ? 0 : costOfUnitHours(above, prices)),
    });
  }
  return counts;
}

function isMade({ refused }: ScalingEvent): boolean {
  return refused === undefined;
}

function some(name: keyof Counts, value: number): Counts {
  return value > 0 ? { [name]: value } : {};
}
