import { formatCount, formatSeconds } from "@spillway/report-page";
import { fixed } from "@spillway/simulator";
import { AT_ONCE, forMoney, inUnits, isAtOnce } from "./in-words.ts";
import type { Planning } from "./planning.ts";
import { provisionedMonth } from "./provisioned-month.ts";
import { simulatedPlan } from "./simulated-plan.ts";
import type { StrategyPlan } from "./strategy-plan.ts";
import { ownUnits, tableWith, type UnitsByResource, unitsBy } from "./table-with.ts";

/** The capacity that the request names, else the least at which nothing is throttled, or a file is written in time. */
export function planFixed(planning: Planning): StrategyPlan {
  const units = fixedUnits(planning);
  const table = tableWith(planning.request.table.shape, units);
  return simulatedPlan(
    planning,
    {
      key: "fixed",
      name: `fixed at ${capacityInWords(units)}`,
      settings: { billing: "provisioned", table },
      policy: fixed(),
      writers: planning.request.workload.kind === "bulk" ? "paced" : "at once",
      standing: units,
    },
    (plan) => leverOf(planning, plan, units),
  );
}

/** What is fixed where a request names no capacity. */
function fixedUnits(planning: Planning): UnitsByResource {
  const { request, held } = planning;
  const kept = held === undefined ? undefined : ownUnits(held.table);
  if (kept !== undefined) return kept;
  if (request.writeCapacity !== undefined) return givenUnits(planning, request.writeCapacity);
  if (request.workload.kind === "bulk") {
    const own = ownUnits(request.table.shape);
    return own ?? unitsForRate(planning, planning.drainRate(planning.withinSeconds));
  }
  return unitsForRate(planning, planning.unthrottledRate);
}

/** These units of the table and of its indexes, but of those for which the request names others. */
export function givenUnits(planning: Planning, writeCapacity: number): UnitsByResource {
  const { indexWriteCapacity = {} } = planning.request;
  return unitsBy(planning, (resource) => indexWriteCapacity[resource] ?? writeCapacity);
}

/** What the table and its indexes need for so many writes a second. */
export function unitsForRate(planning: Planning, writesPerSecond: number): UnitsByResource {
  return unitsBy(planning, (resource) => planning.unitsFor(resource, writesPerSecond));
}

/** `12,400 units`, `1,000 and byEmail 2,000 units`. */
export function capacityInWords(units: UnitsByResource): string {
  const [[, table] = ["", undefined], ...indexes] = Object.entries(units);
  const ofTable = table?.writeUnits ?? 0;
  const others = indexes.filter(([, { writeUnits }]) => writeUnits !== ofTable);
  const told = others.map(([name, { writeUnits }]) => `${name} ${formatCount(writeUnits)}`);
  return others.length === 0
    ? inUnits(ofTable)
    : `${[formatCount(ofTable), ...told].join(" and ")} units`;
}

function leverOf(
  planning: Planning,
  plan: Omit<StrategyPlan, "lever">,
  units: UnitsByResource,
): string {
  const monthOf = (other: UnitsByResource) =>
    forMoney(provisionedMonth(planning, other) - provisionedMonth(planning, units));
  if (planning.request.workload.kind === "bulk") {
    if (isAtOnce(plan)) return AT_ONCE;
    const twice = unitsBy(planning, (resource) => (units[resource]?.writeUnits ?? 1) * 2);
    return `${capitalized(capacityInWords(twice))} write it in about half of the time; left as they are, they stand ${monthOf(twice)}.`;
  }
  const least = unitsForRate(planning, planning.unthrottledRate);
  if (plan.throttledWrites >= 1) {
    return `${capitalized(capacityInWords(least))} instead of ${capacityInWords(units)} throttle nothing, ${monthOf(least)}.`;
  }
  if (isLess(least, units)) {
    return `${capitalized(capacityInWords(least))} throttle nothing either, ${monthOf(least)}.`;
  }
  const relaxed = unitsForRate(planning, planning.drainRate(planning.withinSeconds));
  if (!isLess(relaxed, units)) {
    return "It is the least that throttles nothing, and a queue before the table would need as much: the load is too even.";
  }
  return `Writes that may wait for ${formatSeconds(planning.withinSeconds)} in a queue need ${capacityInWords(relaxed)} of the table, ${monthOf(relaxed)}.`;
}

/** Whether these units are fewer of the table or an index, and more of none. */
export function isLess(units: UnitsByResource, others: UnitsByResource): boolean {
  const differences = Object.entries(units).map(
    ([resource, { writeUnits }]) => writeUnits - (others[resource]?.writeUnits ?? 0),
  );
  return differences.every((more) => more <= 0) && differences.some((more) => more < 0);
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
