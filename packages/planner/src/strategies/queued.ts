import { TABLE_RESOURCE } from "@spillway/capacity";
import { fixed } from "@spillway/simulator";
import { capacityInWords, givenUnits, isLess, unitsForRate } from "./fixed.ts";
import { AT_ONCE, forMoney, isAtOnce } from "./in-words.ts";
import type { Planning } from "./planning.ts";
import { provisionedMonth } from "./provisioned-month.ts";
import { simulatedPlan } from "./simulated-plan.ts";
import { spilloverRate } from "./spillover-rate.ts";
import type { StrategyPlan } from "./strategy-plan.ts";
import { ownUnits, tableWith, type UnitsByResource, unitsBy } from "./table-with.ts";

/** All writes go through a queue, which is drained at the table's pace. */
export function planBuffered(planning: Planning): StrategyPlan {
  const rateOf = (seconds: number) => planning.drainRate(seconds);
  return planQueued(planning, "buffered", "through a queue", "paced", rateOf);
}

/** What the table takes is written at once, burst included; the rest goes through a queue. */
export function planSpillover(planning: Planning): StrategyPlan {
  const rateOf = (seconds: number) => spilloverRate(planning, seconds);
  return planQueued(planning, "spillover", "the rest through a queue", "spillover", rateOf);
}

function planQueued(
  planning: Planning,
  key: "buffered" | "spillover",
  name: string,
  writers: "paced" | "spillover",
  rateOf: (withinSeconds: number) => number,
): StrategyPlan {
  const units = queuedUnits(planning, rateOf);
  return simulatedPlan(
    planning,
    {
      key,
      name: `${name}, table at ${capacityInWords(units)}`,
      settings: {
        billing: "provisioned",
        table: tableWith(planning.request.table.shape, units),
      },
      policy: fixed(),
      writers,
      standing: units,
    },
    (plan) => leverOf(planning, units, plan),
  );
}

/** What the request names; of a file what the table has; else the least at which no write waits too long. */
function queuedUnits(
  planning: Planning,
  rateOf: (withinSeconds: number) => number,
): UnitsByResource {
  const { request, withinSeconds, held } = planning;
  const kept = held === undefined ? undefined : ownUnits(held.table);
  if (kept !== undefined) return kept;
  if (request.writeCapacity !== undefined) return givenUnits(planning, request.writeCapacity);
  const own = request.workload.kind === "bulk" ? ownUnits(request.table.shape) : undefined;
  return own ?? unitsToDrain(planning, rateOf(withinSeconds));
}

/**
 * What the table and its indexes need for so many writes a second of a queue: an index as much as the table at
 * least, whatever it takes, for consumers keep to the least capacity of all.
 */
function unitsToDrain(planning: Planning, writesPerSecond: number): UnitsByResource {
  const least = planning.unitsFor(TABLE_RESOURCE, writesPerSecond);
  return unitsBy(planning, (resource) =>
    Math.max(least, planning.unitsFor(resource, writesPerSecond)),
  );
}

/** A higher capacity for a wait of a minute at most, or for none; what takes less, where it is more than there is. */
function leverOf(
  planning: Planning,
  units: UnitsByResource,
  plan: Omit<StrategyPlan, "lever">,
): string {
  const monthOf = (other: UnitsByResource) =>
    forMoney(provisionedMonth(planning, other) - provisionedMonth(planning, units));
  const instead = (other: UnitsByResource) =>
    `With ${capacityInWords(other)} instead of ${capacityInWords(units)}`;
  if (planning.request.workload.kind === "bulk") {
    if (isAtOnce(plan)) return AT_ONCE;
    const twice = unitsBy(planning, (resource) => (units[resource]?.writeUnits ?? 1) * 2);
    return `${instead(twice)} it is done in about half of the time; left so, they stand ${monthOf(twice)}.`;
  }
  const soon = unitsForRate(planning, planning.drainRate(60));
  const atOnce = unitsForRate(planning, planning.unthrottledRate);
  if (isLess(soon, atOnce) && isLess(units, soon)) {
    return `${instead(soon)} a queue holds a write for a minute at most, ${monthOf(soon)}.`;
  }
  if (isLess(units, atOnce)) {
    return `${instead(atOnce)} the table takes everything at once, and no queue is needed, ${monthOf(atOnce)}.`;
  }
  return "This capacity takes everything at once: no queue is needed.";
}
