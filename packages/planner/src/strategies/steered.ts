import { type CapacityUnits, TABLE_RESOURCE } from "@spillway/capacity";
import { formatCount } from "@spillway/report-page";
import { applicationAutoScaling, type CapacityPolicy } from "@spillway/simulator";
import { scalerPolicy, type TableScaling } from "@spillway/throughput-scaling";
import { capacityInWords, unitsForRate } from "./fixed.ts";
import { forMoney, inUnits } from "./in-words.ts";
import { type Planning, TARGET_PERCENT, wholeUnits } from "./planning.ts";
import { provisionedMonth } from "./provisioned-month.ts";
import { simulatedPlan } from "./simulated-plan.ts";
import type { StrategyKey, StrategyPlan, StrategySettings } from "./strategy-plan.ts";
import { atTarget, ownUnits, tableWith, type UnitsByResource, unitsBy } from "./table-with.ts";

/** The documented defaults of the `scaling` feature. */
const SCALE_UP_FACTOR = 2;
const SCALE_DOWN_DELAY_MS = 10 * 60_000;

/** The delay, and a decrease that has to wait for its turn. */
const LOWERING_HOURS = 1;

/** Between what a table and its indexes are steered, and what they begin with. */
interface Bounds {
  readonly min: UnitsByResource;
  readonly max: UnitsByResource;
  readonly first: UnitsByResource;
}

/** Application Auto Scaling. */
export function planAutoScaling(planning: Planning): StrategyPlan {
  const bounds = boundsOf(planning);
  const policy = applicationAutoScaling({
    bounds: byResource(bounds),
    targetPercent: TARGET_PERCENT,
  });
  return planSteered(planning, "auto-scaling", "Application Auto Scaling", bounds, policy);
}

/** The function of the `scaling` feature. */
export function planScaler(planning: Planning): StrategyPlan {
  const bounds = boundsOf(planning);
  const policy = scalerPolicy(scalingOf(planning, bounds), { name: "scaler" });
  return planSteered(planning, "scaler", "Spillway's scaler", bounds, policy);
}

/** The same, which raises capacity ahead of what comes back each day or week. */
export function planPredictingScaler(planning: Planning): StrategyPlan {
  const bounds = boundsOf(planning);
  const name = "Spillway's scaler, predicting";
  const policy = scalerPolicy(scalingOf(planning, bounds), { name, predicts: true });
  return planSteered(planning, "scaler-predicting", name, bounds, policy);
}

function planSteered(
  planning: Planning,
  key: StrategyKey,
  name: string,
  bounds: Bounds,
  policy: CapacityPolicy,
): StrategyPlan {
  const { shape } = planning.request.table;
  const from = bounds.min[TABLE_RESOURCE]?.writeUnits ?? 1;
  const to = bounds.max[TABLE_RESOURCE]?.writeUnits ?? 1;
  return simulatedPlan(
    planning,
    {
      key,
      name: `${name}, ${from === to ? inUnits(to) : `${formatCount(from)} to ${formatCount(to)} units`}`,
      settings: {
        billing: "provisioned",
        table: tableWith(shape, bounds.first),
        bounds: byResource(bounds),
        targetPercent: TARGET_PERCENT,
      },
      policy,
      writers: planning.request.workload.kind === "bulk" ? "paced" : "at once",
      // What nobody uses has no data points, so Application Auto Scaling never lowers it:
      // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html#AutoScaling.UsageNotes
      ...(key === "auto-scaling" ? {} : { standing: bounds.min, loweringHours: LOWERING_HOURS }),
    },
    (plan) => leverOf(planning, plan, bounds),
  );
}

/**
 * From what the quietest hour needs at the target, or the table's own, to what the peak needs; it begins
 * with what the first hour needs. A file's need is what writes it in time.
 */
function boundsOf(planning: Planning): Bounds {
  if (planning.held?.bounds !== undefined) return boundsFrom(planning.held, planning.held.bounds);
  const { request, writes, reads, withinSeconds } = planning;
  const isBulk = request.workload.kind === "bulk";
  const own = ownUnits(request.table.shape);
  const needs = isBulk
    ? {
        quiet: 0,
        first: planning.drainRate(withinSeconds),
        peak: planning.drainRate(withinSeconds),
      }
    : {
        quiet: planning.takenByPartitions(writes.quietestHour),
        first: planning.takenByPartitions(writes.firstHour),
        peak: planning.takenByPartitions(writes.peak),
      };
  const units = (perSecond: number, readsPerSecond: number): UnitsByResource =>
    unitsBy(
      planning,
      (resource) => wholeUnits(atTarget(planning.unitsOf(resource) * perSecond)),
      atTarget(readsPerSecond),
    );
  const limited = request.maxWriteUnits;
  const max = within(units(needs.peak, reads.peak), limited);
  const min = within(own ?? units(needs.quiet, reads.quietestHour), limited);
  const given = request.writeCapacity;
  const first =
    given === undefined
      ? units(needs.first, reads.firstHour)
      : unitsBy(planning, () => given, atTarget(reads.firstHour));
  return { min, max: highestOf(max, min), first: between(first, min, highestOf(max, min)) };
}

/** The bounds of a strategy that is planned again with what it has. */
function boundsFrom(
  { table }: StrategySettings,
  bounds: NonNullable<StrategySettings["bounds"]>,
): Bounds {
  const of = (end: "min" | "max") =>
    Object.fromEntries(Object.entries(bounds).map(([resource, both]) => [resource, both[end]]));
  return { min: of("min"), max: of("max"), first: ownUnits(table) ?? of("min") };
}

function within(units: UnitsByResource, most = Number.POSITIVE_INFINITY): UnitsByResource {
  return each(units, (_, one) => ({ ...one, writeUnits: Math.min(one.writeUnits, most) }));
}

function highestOf(units: UnitsByResource, others: UnitsByResource): UnitsByResource {
  return each(units, (resource, one) => ({
    readUnits: Math.max(one.readUnits, others[resource]?.readUnits ?? 1),
    writeUnits: Math.max(one.writeUnits, others[resource]?.writeUnits ?? 1),
  }));
}

function between(
  units: UnitsByResource,
  min: UnitsByResource,
  max: UnitsByResource,
): UnitsByResource {
  return each(highestOf(units, min), (resource, one) => ({
    readUnits: Math.min(one.readUnits, max[resource]?.readUnits ?? one.readUnits),
    writeUnits: Math.min(one.writeUnits, max[resource]?.writeUnits ?? one.writeUnits),
  }));
}

function each(
  units: UnitsByResource,
  change: (resource: string, one: CapacityUnits) => CapacityUnits,
): UnitsByResource {
  return Object.fromEntries(
    Object.entries(units).map(([resource, one]) => [resource, change(resource, one)]),
  );
}

function byResource({ min, max }: Bounds) {
  return Object.fromEntries(
    Object.entries(min).map(([resource, one]) => [
      resource,
      { min: one, max: max[resource] ?? one },
    ]),
  );
}

function scalingOf({ request }: Planning, bounds: Bounds): TableScaling {
  const none = { readUnits: 1, writeUnits: 1 };
  const of = (resource: string) => ({
    base: bounds.min[resource] ?? none,
    max: bounds.max[resource] ?? none,
  });
  const indexes = request.table.shape.globalIndexes.map(({ name }) => [name, of(name)] as const);
  return {
    table: of(TABLE_RESOURCE),
    indexes: Object.fromEntries(indexes),
    scaleUpFactor: SCALE_UP_FACTOR,
    scaleDownDelayMs: SCALE_DOWN_DELAY_MS,
    targetShare: TARGET_PERCENT / 100,
    ...(request.decreaseRule === undefined ? {} : { decreaseRule: request.decreaseRule }),
  };
}

function leverOf(
  planning: Planning,
  { key, throttledWrites, monthCost }: Omit<StrategyPlan, "lever">,
  bounds: Bounds,
): string {
  if (planning.request.workload.kind === "bulk") {
    if (key === "auto-scaling") {
      const low = provisionedMonth(planning, bounds.min) - monthCost.table - monthCost.indexes;
      return `Nothing lowers it after the file, since what nobody uses has no data points; put back by hand to ${capacityInWords(bounds.min)} it stands ${forMoney(low)}.`;
    }
    return `It begins with ${capacityInWords(bounds.first)}; to begin with more is to be done sooner, since a raise takes minutes.`;
  }
  const least = unitsForRate(planning, planning.unthrottledRate);
  const more = forMoney(provisionedMonth(planning, least) - monthCost.table - monthCost.indexes);
  if (throttledWrites >= 1) {
    return `Capacity follows after minutes; ${capacityInWords(least)} all the time throttle nothing, ${more}.`;
  }
  return `Kept at ${capacityInWords(least)} all the time it would throttle nothing either, ${more}.`;
}
