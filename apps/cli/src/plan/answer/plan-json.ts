import type { Plan, StrategyPlan } from "@spillway/planner";

/** A strategy as `--json` prints it: without its picture, with its dollars beside their parts. */
function strategyJson({ series: _, runCost, monthCost, ...strategy }: StrategyPlan) {
  const { name, throttledWrites, peakUnits, completeSeconds, worstDelaySeconds, ...more } =
    strategy;
  return {
    ...{ name, throttledWrites, peakUnits, completeSeconds, worstDelaySeconds },
    dollarsOfRun: runCost.total,
    dollarsOfMonth: monthCost.total,
    ...more,
    ...{ runCost, monthCost },
  };
}

/**
 * A plan as `--json` prints it: `strategies` in their order, `advice`, `assumptions`, and what it was made of.
 *
 * @example
 * planJson(plan).strategies[0];
 * // → { name: "on demand", throttledWrites: 0, peakUnits: 400, completeSeconds: 3600, worstDelaySeconds: 0,
 * //     dollarsOfRun: 0.12, dollarsOfMonth: 87.6, key: "on-demand", … }
 */
export function planJson({ strategies, advice, assumptions, ...plan }: Plan) {
  return { strategies: strategies.map(strategyJson), advice, assumptions, ...plan };
}
