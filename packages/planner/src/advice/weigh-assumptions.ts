import type { Plan, PlanProgress, PlanRequest } from "../plan.ts";
import { planAgain, planStrategies } from "../strategies/plan-strategies.ts";
import { withinSecondsOf } from "../strategies/planning.ts";
import { STRATEGIES, type StrategyKey, type StrategyPlan } from "../strategies/strategy-plan.ts";
import type { Workload } from "../workload/workload.ts";
import type { Assumption } from "./advice.ts";
import { assumptionsOf } from "./assumptions.ts";
import { recommend } from "./recommend.ts";
import type { Vary } from "./varied-requests.ts";

/** Wrong by a fifth. */
const LESS = 0.8;
const MORE = 1.2;
/** Dollars that rise and fall by about a fifth: what costs so many times as much stays behind. */
const WITHIN_REACH = 1.6;
/** Up to so many steps every strategy is planned again, to see whether another would be recommended. */
const STEPS_OF_ALL = 50_000;

/**
 * The same plan with how far the answer moves if an assumption is wrong by a fifth: what the recommended
 * strategy does then with the very capacity that was recommended, and, for loads of up to 50,000 steps (34
 * days of minutes), whether another would be recommended. The direct writer, which is run and not simulated,
 * is not weighed.
 *
 * Takes two runs of the recommended strategy for each number, so it is apart from `planWorkload`.
 *
 * @param request what the plan was made of
 * @param onProgress is told before the first assumption and after each
 * @example
 * weighAssumptions(planWorkload(request), request).assumptions[0].sensitivity;
 * // → { dollarsOfMonth: { less: 131.4, more: 197.1 }, throttledWrites: { less: 0, more: 0 }, … }
 */
export function weighAssumptions(
  plan: Plan,
  request: PlanRequest,
  onProgress: PlanProgress = () => {},
): Plan {
  const best = plan.strategies.find(({ key }) => key === plan.advice.strategy);
  if (best === undefined || best.key === "direct") return plan;
  const all = assumptionsOf(request, plan.strategies);
  onProgress(0, all.length);
  const assumptions = all.map(({ text, source, vary, bearsOn = STRATEGIES }, place) => {
    const sensitivity =
      vary === undefined
        ? {}
        : { sensitivity: sensitivityOf({ request, plan, best, vary, bearsOn }) };
    onProgress(place + 1, all.length);
    return { text, source, ...sensitivity };
  });
  return { ...plan, assumptions };
}

interface Weighed {
  readonly request: PlanRequest;
  readonly plan: Plan;
  /** The recommended one. */
  readonly best: StrategyPlan;
  readonly vary: Vary;
  readonly bearsOn: readonly StrategyKey[];
}

function sensitivityOf(weighed: Weighed): NonNullable<Assumption["sensitivity"]> {
  const { request, best, vary, bearsOn } = weighed;
  const requests = { less: vary(request, LESS), more: vary(request, MORE) };
  const again = (varied: PlanRequest) =>
    bearsOn.includes(best.key) ? planAgain(varied, best) : best;
  const less = again(requests.less);
  const more = again(requests.more);
  return {
    dollarsOfMonth: { less: less.monthCost.total, more: more.monthCost.total },
    throttledWrites: { less: less.throttledWrites, more: more.throttledWrites },
    completeSeconds: { less: less.completeSeconds, more: more.completeSeconds },
    ...(stepsOf(request.workload) > STEPS_OF_ALL
      ? {}
      : { changesAdvice: Object.values(requests).some((varied) => isOther(varied, weighed)) }),
  };
}

/**
 * Whether another would be recommended: only what the assumption bears on has to be planned again, and of that
 * what costs so much more that a fifth can't make it the cheapest only where nothing else writes all in time.
 */
function isOther(varied: PlanRequest, { plan, best, bearsOn }: Weighed): boolean {
  const { kind } = varied.workload;
  const most = best.monthCost.total * WITHIN_REACH;
  const [near, far] = [true, false].map((isNear) =>
    plan.strategies.filter(({ monthCost }) => monthCost.total <= most === isNear),
  ) as [StrategyPlan[], StrategyPlan[]];
  const nearAgain = againOf(near, varied, bearsOn);
  const first = recommend(nearAgain, kind, withinSecondsOf(varied));
  if (first.keepsAll || far.length === 0) return first.best.key !== best.key;
  const all = [...nearAgain, ...againOf(far, varied, bearsOn)];
  return recommend(all, kind, withinSecondsOf(varied)).best.key !== best.key;
}

function againOf(
  strategies: readonly StrategyPlan[],
  varied: PlanRequest,
  bearsOn: readonly StrategyKey[],
): readonly StrategyPlan[] {
  const only = strategies
    .map(({ key }) => key)
    .filter((key) => key !== "direct" && bearsOn.includes(key));
  if (only.length === 0) return strategies;
  const again = planStrategies({ ...varied, only });
  return strategies.map((strategy) => again.find(({ key }) => key === strategy.key) ?? strategy);
}

function stepsOf(workload: Workload): number {
  return workload.kind === "bulk" ? 1 : workload.pattern.writes.length;
}
