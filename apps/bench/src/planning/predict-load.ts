import { pricesOf, TABLE_RESOURCE } from "@spillway/capacity";
import {
  type PlanRequest,
  planWorkload,
  type StrategyPlan,
  type Workload,
} from "@spillway/planner";
import { meanUnits } from "./loads/bench-tables.ts";
import type { PlannedLoad } from "./loads/planned-load.ts";
import { refusedOfSpillover } from "./predict-spillover.ts";
import type { RunFigures } from "./runs/run-figures.ts";

/**
 * What `spillway plan` says of a load, with the capacity that its table has.
 *
 * @param requestMs how long a request takes, in milliseconds: of a spillover's writer it decides how often it is
 * refused, and of nothing else. Default 3
 */
export async function predictLoad(load: PlannedLoad, requestMs = 3): Promise<RunFigures> {
  const { strategies } = planWorkload(requestOf(load));
  const plan = strategies.find(({ key }) => key === load.strategy);
  if (plan === undefined) throw new Error(`expected a plan of ${load.strategy}; came none`);
  return {
    askedWrites: plan.askedWrites,
    // How often a spillover is refused depends on its writer, which has to be run for it.
    throttledWrites:
      load.strategy === "spillover"
        ? await refusedOfSpillover(load, requestMs)
        : plan.throttledWrites,
    units: unitsOf(plan),
    peakUnits: plan.peakUnits,
    completeSeconds: plan.completeSeconds ?? Number.NaN,
    // Told from second to second: one that waits 29 s is done within the second after them.
    worstDelaySeconds: plan.worstDelaySeconds > 0 ? plan.worstDelaySeconds + 0.5 : 0,
  };
}

function requestOf(load: PlannedLoad): PlanRequest {
  const { table, strategy, burstSeconds } = load;
  const { billing, globalIndexes } = table;
  const isFixed = billing.mode === "provisioned";
  return {
    workload: workloadOf(load),
    table: { shape: table, source: "the bench", exists: true },
    prices: pricesOf("us-east-1"),
    only: [strategy],
    burstSeconds,
    ...(isFixed ? { writeCapacity: billing.writeUnits } : {}),
    ...(isFixed
      ? {
          indexWriteCapacity: Object.fromEntries(
            globalIndexes.map((index) => [
              index.name,
              index.billing.mode === "provisioned" ? index.billing.writeUnits : 1,
            ]),
          ),
        }
      : {}),
  };
}

function workloadOf({ name, table, items, writes }: PlannedLoad): Workload {
  const units = meanUnits(table, items);
  const { hotKey } = items;
  const facts = {
    ...{ name, sources: ["the bench's own items, measured"] },
    item: {
      bytes: units.bytes,
      writeUnits: units.table,
      indexWriteUnits: units.indexes,
      readUnits: 0.5,
      storedBytes: units.bytes,
    },
    hotKeys: hotKey === undefined ? [] : [hotKey],
  };
  return typeof writes === "number"
    ? { kind: "bulk", ...facts, items: writes }
    : { kind: "traffic", ...facts, pattern: writes, isRecurring: false };
}

/** Consumed in all: what the picture shows of each stretch. */
function unitsOf({ series }: StrategyPlan): Readonly<Record<string, number>> {
  if (series === undefined) throw new Error("expected a plan with a series; came one without");
  const { resources, stepSeconds } = series;
  return Object.fromEntries(
    resources.map(({ resource, consumed }) => [
      resource === TABLE_RESOURCE ? "" : resource,
      consumed.reduce((sum, perSecond) => sum + perSecond * stepSeconds, 0),
    ]),
  );
}
