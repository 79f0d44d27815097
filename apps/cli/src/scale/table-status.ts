import {
  type CapacityPrices,
  type CapacityUnits,
  type CapacityView,
  costOfRequests,
  type ResourceView,
  TABLE_RESOURCE,
} from "@spillway/capacity";
import {
  boundsOf,
  type CapacityBounds,
  type DayCosts,
  type DescribedTable,
  type ScalingState,
  type TableScaling,
} from "@spillway/throughput-scaling";
import { decreasesOf } from "./asked-capacity.ts";
import { dollarsADay } from "./capacity-cost.ts";
import type { PricedEvent } from "./scaling-history.ts";

/** A scaled table or index. */
export interface ResourceStatus extends CapacityBounds {
  /** The index's name; null is the table itself. */
  readonly index: string | null;
  readonly provisioned: CapacityUnits;
  /** Units a second in the minutes that were looked at. */
  readonly used: CapacityUnits;
  readonly throttled: { readonly reads: number; readonly writes: number };
  readonly decreases: {
    /** Null: nobody counts them. */
    readonly left: number | null;
    /** When the next one can be made, where none is left. */
    readonly nextAt?: string;
  };
}

/** A scaled table. */
export interface TableStatus {
  readonly table: string;
  /** Then it has no capacity to scale, and no resources here. */
  readonly isOnDemand: boolean;
  readonly isUpdating: boolean;
  /** Minutes of metrics that `used` and `throttled` are of. */
  readonly minutes: number;
  readonly resources: readonly ResourceStatus[];
  /** Until when somebody changes it, where anybody does. */
  readonly leaseUntil?: string;
  readonly lastEvent?: PricedEvent;
  /** What the last whole UTC day cost, in dollars. */
  readonly lastDay?: DayCosts;
  /** Dollars a day at the region's list prices, table and indexes together; null where these are not known. */
  readonly dollarsADay: {
    readonly provisioned: number;
    /** Of that what is above the baseline. */
    readonly aboveBase: number;
    /** What the use of these minutes would cost on demand if it went on for a day. */
    readonly onDemand: number;
  } | null;
}

/** What is known beside the table's own state. */
export interface KnownBeside {
  readonly lastEvent?: PricedEvent | undefined;
  readonly lastDay?: DayCosts | undefined;
  /** Of the region; undefined where they are not known. */
  readonly prices: CapacityPrices | undefined;
}

/** What is known of a table, put together; pure. */
export function tableStatus(
  { name: table, isOnDemand }: DescribedTable,
  scaling: TableScaling,
  view: CapacityView,
  { memory, lease }: ScalingState,
  { lastEvent, lastDay, prices }: KnownBeside,
): TableStatus {
  const provisioned = isOnDemand ? [] : [...view.resources];
  const resources = provisioned.map(([name, seen]) => {
    const { left, nextAtMs } = decreasesOf(scaling, memory, name, view.nowMs);
    return {
      index: name === TABLE_RESOURCE ? null : name,
      provisioned: seen.provisioned,
      ...boundsOf(scaling, name),
      ...useOf(seen),
      decreases: { left, ...(left !== 0 ? {} : { nextAt: new Date(nextAtMs).toISOString() }) },
    };
  });
  const minutes = Math.max(0, ...provisioned.map(([, seen]) => seen.minutes.length));
  const isHeld = lease !== undefined && lease.untilMs > view.nowMs;
  const used = summed(resources.map((resource) => resource.used));
  return {
    ...{ table, isOnDemand, isUpdating: view.isUpdating, minutes, resources },
    ...(isHeld ? { leaseUntil: new Date(lease.untilMs).toISOString() } : {}),
    ...(lastEvent === undefined ? {} : { lastEvent }),
    ...(lastDay === undefined ? {} : { lastDay }),
    dollarsADay:
      prices === undefined
        ? null
        : {
            provisioned: dollarsADay(
              summed(resources.map(({ provisioned }) => provisioned)),
              prices,
            ),
            aboveBase: dollarsADay(summed(resources.map(aboveBase)), prices),
            onDemand: costOfRequests(aDayOf(used), prices),
          },
  };
}

function useOf({ minutes }: ResourceView): Pick<ResourceStatus, "used" | "throttled"> {
  const perSecond = 1 / (60 * Math.max(1, minutes.length));
  const used = { readUnits: 0, writeUnits: 0 };
  const throttled = { reads: 0, writes: 0 };
  for (const minute of minutes) {
    used.readUnits += minute.consumed.readUnits * perSecond;
    used.writeUnits += minute.consumed.writeUnits * perSecond;
    throttled.reads += minute.throttled.reads;
    throttled.writes += minute.throttled.writes;
  }
  return { used, throttled };
}

function aboveBase({ provisioned, base }: ResourceStatus): CapacityUnits {
  return {
    readUnits: Math.max(0, provisioned.readUnits - base.readUnits),
    writeUnits: Math.max(0, provisioned.writeUnits - base.writeUnits),
  };
}

function summed(all: readonly CapacityUnits[]): CapacityUnits {
  return all.reduce(
    (sum, { readUnits, writeUnits }) => ({
      readUnits: sum.readUnits + readUnits,
      writeUnits: sum.writeUnits + writeUnits,
    }),
    { readUnits: 0, writeUnits: 0 },
  );
}

const DAY_SECONDS = 86_400;

function aDayOf({ readUnits, writeUnits }: CapacityUnits): CapacityUnits {
  return { readUnits: readUnits * DAY_SECONDS, writeUnits: writeUnits * DAY_SECONDS };
}
