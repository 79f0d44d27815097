import { PARTITION_WRITE_UNITS } from "@spillway/capacity";
import { formatMoney } from "@spillway/report-page";
import type { Plan, PlanRequest } from "../plan.ts";
import type { StrategyPlan } from "../strategies/strategy-plan.ts";
import type { HotKeyAdvice } from "./advice.ts";

/** Which strategy to take, what hot keys need, and what was taken for granted. */
export function advise(
  request: PlanRequest,
  strategies: readonly StrategyPlan[],
): Pick<Plan, "advice" | "hotKeys" | "assumptions"> {
  const byRefusals = strategies.toSorted(
    (one, other) =>
      one.lostWrites - other.lostWrites || one.monthCost.total - other.monthCost.total,
  );
  const [best, next = best] = byRefusals;
  if (best === undefined || next === undefined) throw new Error("a plan has strategies");
  const told = ({ name, monthCost }: StrategyPlan) =>
    `${name}, ${formatMoney(monthCost.total)} a month`;
  return {
    advice: {
      strategy: best.key,
      sentences: [`Take ${told(best)}.`, `The next best is ${told(next)}.`],
    },
    hotKeys: hotKeysOf(request),
    assumptions: [],
  };
}

function hotKeysOf({ workload }: PlanRequest): readonly HotKeyAdvice[] {
  if (workload.kind === "bulk") return [];
  const { item, hotKeys, pattern } = workload;
  let peak = 0;
  for (let step = 0; step < pattern.writes.length; step += 1) {
    peak = Math.max(peak, pattern.writes[step] ?? 0);
  }
  return hotKeys.map(({ index, key, share }) => {
    const units = index === undefined ? item.writeUnits : (item.indexWriteUnits[index] ?? 0);
    const peakUnits = peak * share * units;
    const shards = Math.max(1, Math.ceil(peakUnits / PARTITION_WRITE_UNITS));
    return { ...(index === undefined ? {} : { index }), key, share, peakUnits, shards };
  });
}
