import { advise } from "./advice/advise.ts";
import type { Plan, PlanProgress, PlanRequest } from "./plan.ts";
import { checkPlan } from "./plan-check.ts";
import { planStrategies } from "./strategies/plan-strategies.ts";
import type { Workload } from "./workload/workload.ts";

/**
 * Plans a load before it is written: every way of writing it on the simulator, by the rules that DynamoDB
 * throttles by, with its dollars; and which to take.
 *
 * @param onProgress is told before the first strategy and after each
 * @throws PLAN_INVALID with everything that is wrong with the request
 * @example
 * const plan = planWorkload({ workload, table, prices: pricesOf("us-east-1") });
 * plan.strategies[0]; // { key: "on-demand", throttledWrites: 0, monthCost: { total: 164.25, … }, … }
 * plan.advice.sentences;
 */
export function planWorkload(request: PlanRequest, onProgress?: PlanProgress): Plan {
  checkPlan(request);
  const { workload, table, prices } = request;
  const strategies = planStrategies(request, onProgress);
  return {
    workload: factsOf(workload),
    table: { name: table.shape.name, source: table.source, exists: table.exists },
    prices: { region: prices.region, asOf: prices.asOf },
    strategies,
    ...advise(request, strategies),
  };
}

function factsOf(workload: Workload): Plan["workload"] {
  const { name, kind, sources, item } = workload;
  const facts = { name, kind, sources, item };
  if (workload.kind === "bulk") {
    const { items } = workload;
    return { ...facts, writes: items, reads: 0, seconds: 0, peakWritesPerSecond: items };
  }
  const { writes, reads = [], stepSeconds } = workload.pattern;
  const asked = { writes: 0, reads: 0, peakWritesPerSecond: 0 };
  for (let step = 0; step < writes.length; step += 1) {
    const perSecond = writes[step] ?? 0;
    asked.writes += perSecond * stepSeconds;
    asked.reads += (reads[step] ?? 0) * stepSeconds;
    if (perSecond > asked.peakWritesPerSecond) asked.peakWritesPerSecond = perSecond;
  }
  return { ...facts, ...asked, seconds: writes.length * stepSeconds };
}
