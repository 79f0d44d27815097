import type { Plan, PlanRequest } from "../plan.ts";
import { planAgain } from "../strategies/plan-strategies.ts";
import { withinSecondsOf } from "../strategies/planning.ts";
import type { StrategyPlan } from "../strategies/strategy-plan.ts";
import { adviceSentences } from "./advice-sentences.ts";
import { assumptionsOf } from "./assumptions.ts";
import { hotKeysOf } from "./hot-keys.ts";
import { recommend } from "./recommend.ts";

/**
 * Which strategy to take, what hot keys need, and what was taken for granted; how far that moves the answer
 * is told by `weighAssumptions`.
 *
 * @param strategies all that were planned, at least one
 */
export function advise(
  request: PlanRequest,
  strategies: readonly StrategyPlan[],
): Pick<Plan, "advice" | "hotKeys" | "assumptions"> {
  const withinSeconds = withinSecondsOf(request);
  const recommended = recommend(strategies, request.workload.kind, withinSeconds);
  const hotKeys = hotKeysOf(request.workload, recommended.best.settings);
  const today = planToday(request, recommended.best);
  const sentences = adviceSentences({
    ...{ request, withinSeconds, recommended, strategies, hotKeys },
    ...(today === undefined ? {} : { today }),
  });
  return {
    advice: { strategy: recommended.best.key, sentences },
    hotKeys,
    assumptions: assumptionsOf(request, strategies).map(({ text, source }) => ({ text, source })),
  };
}

/** A table that is there already, with the capacity that it has; none where that is what is recommended. */
function planToday(request: PlanRequest, best: StrategyPlan): StrategyPlan | undefined {
  const { workload, table } = request;
  const { billing } = table.shape;
  if (!table.exists || billing.mode !== "provisioned" || workload.kind === "bulk") return undefined;
  const isSame =
    best.key === "fixed" && JSON.stringify(best.settings.table) === JSON.stringify(table.shape);
  if (isSame) return undefined;
  const settings = { billing: billing.mode, table: table.shape };
  return planAgain(request, { key: "fixed", settings });
}
