import {
  DEFAULT_TABLE_UNITS,
  ON_DEMAND_INITIAL_WRITE_UNITS,
  type Prices,
} from "@spillway/capacity";
import { formatMoney } from "@spillway/report-page";
import { onDemand, onDemandTable } from "@spillway/simulator";
import { AT_ONCE, inUnits, isAtOnce } from "./in-words.ts";
import type { Planning } from "./planning.ts";
import { simulatedPlan } from "./simulated-plan.ts";
import type { StrategyPlan } from "./strategy-plan.ts";

/** On demand, without a maximum. */
export function planOnDemand(planning: Planning): StrategyPlan {
  return planPaidByRequest(planning, { key: "on-demand", name: "on demand" });
}

/** On demand, with the owner's maximum: the request's, the table's, else what the busiest minute takes. */
export function planOnDemandMaximum(planning: Planning): StrategyPlan {
  const maxWriteUnits = maximumOf(planning);
  const name = `on demand, at most ${inUnits(maxWriteUnits)}`;
  return planPaidByRequest(planning, { key: "on-demand-maximum", name, maxWriteUnits });
}

/**
 * What the table takes at once. What DynamoDB says of it counts; a table that was provisioned is kept ready
 * for as much as it had, and a new one for 4,000 units.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html
 */
export function warmUnitsOf({ request }: Planning): number {
  const { shape, warmWriteUnits } = request.table;
  const { billing } = shape;
  const told = billing.mode === "on-demand" ? billing.warmWriteUnits : billing.writeUnits;
  return warmWriteUnits ?? Math.max(told ?? 0, ON_DEMAND_INITIAL_WRITE_UNITS);
}

function maximumOf(planning: Planning): number {
  const { request, resources, writes } = planning;
  const { billing } = request.table.shape;
  const own = billing.mode === "on-demand" ? billing.maxWriteUnits : undefined;
  const most = Math.max(...resources.map((resource) => planning.unitsOf(resource)));
  return (
    planning.held?.maxWriteUnits ??
    request.maxWriteUnits ??
    own ??
    Math.max(1, Math.ceil(most * writes.busiestMinute))
  );
}

interface PaidByRequest {
  readonly key: "on-demand" | "on-demand-maximum";
  readonly name: string;
  readonly maxWriteUnits?: number;
}

function planPaidByRequest(planning: Planning, paid: PaidByRequest): StrategyPlan {
  const { request, resources } = planning;
  const { key, name, maxWriteUnits } = paid;
  const own = warmUnitsOf(planning);
  const warm = Math.max(own, request.warmWriteUnits ?? 0);
  const maximum = maxWriteUnits === undefined ? {} : { maxWriteUnits };
  const table = onDemandTable(request.table.shape, maximum);
  return simulatedPlan(
    planning,
    {
      key,
      name: warm > own ? `${name}, warmed to ${inUnits(warm)}` : name,
      settings: {
        ...{ billing: "on-demand", table, ...maximum },
        ...(warm > own ? { warmWriteUnits: warm } : {}),
      },
      policy: onDemand(name),
      writers: request.workload.kind === "bulk" ? "paced" : "at once",
      sustainedUnits: warm,
      warmedUnits: (warm - own) * resources.length,
    },
    (plan) => leverOf(planning, plan, warm, maxWriteUnits),
  );
}

/** What would change it. */
function leverOf(
  planning: Planning,
  plan: Omit<StrategyPlan, "lever">,
  warm: number,
  maxWriteUnits: number | undefined,
): string {
  const { resources, writes, request } = planning;
  const { throttledWrites, throttles } = plan;
  if (request.workload.kind === "bulk") {
    return isAtOnce(plan) ? AT_ONCE : ofBulk(planning, warm, maxWriteUnits);
  }
  if (throttledWrites < 1) return unthrottled(request.prices, maxWriteUnits);
  const most = Math.max(...resources.map((resource) => planning.unitsOf(resource)));
  const needed = Math.ceil(most * writes.peak);
  if (throttles[0]?.reason.endsWith("MaxOnDemandThroughputExceeded") === true) {
    return `A maximum of ${inUnits(needed)} refuses nothing, as far as the table has grown to it; each write that is taken then is paid for.`;
  }
  if (throttles[0]?.reason.endsWith("AccountLimitExceeded") === true) {
    return `The account's quota for a table has to be raised to ${inUnits(needed)}.`;
  }
  const bought = (needed - warm) * resources.length * request.prices.warmWriteUnit;
  return `Warm throughput of ${inUnits(needed)}, bought once for ${formatMoney(bought)}, throttles nothing${quotaOf(needed)}.`;
}

function quotaOf(units: number): string {
  return units > DEFAULT_TABLE_UNITS ? ", once the account's quota for a table allows as much" : "";
}

function unthrottled(prices: Prices, maxWriteUnits: number | undefined): string {
  const used = prices.writeUnitHour / (3_600 * prices.onDemandWriteUnit);
  return maxWriteUnits === undefined
    ? `Its units are paid one by one; a fixed capacity of which more than ${(used * 100).toFixed(1)} % is used is cheaper.`
    : "The maximum bounds what a mistake can cost; a lower one throttles.";
}

function ofBulk(planning: Planning, warm: number, maxWriteUnits: number | undefined): string {
  const { resources, request } = planning;
  if (maxWriteUnits !== undefined && maxWriteUnits <= warm) {
    return `Twice the maximum, ${inUnits(maxWriteUnits * 2)}, writes it in about half of the time for the same money.`;
  }
  const bought = warm * resources.length * request.prices.warmWriteUnit;
  return `Warm throughput of ${inUnits(warm * 2)}, bought once for ${formatMoney(bought)} more, writes it in about half of the time${quotaOf(warm * 2)}.`;
}
