import { recommend, writesAllInTime } from "../advice/recommend.ts";
import { varyLoad } from "../advice/varied-requests.ts";
import type { Plan, PlanRequest } from "../plan.ts";
import { planStrategies } from "../strategies/plan-strategies.ts";
import { withinSecondsOf } from "../strategies/planning.ts";
import type { StrategyKey } from "../strategies/strategy-plan.ts";

/** From a quarter of the load to eight times as much. */
const TIMES = [0.25, 0.5, 1, 2, 4, 8] as const;

/** What a month costs as the load grows, each size planned anew. */
export interface LoadGrowth {
  /** Sizes, in times of the load that was planned. */
  readonly times: readonly number[];
  readonly strategies: readonly {
    readonly key: StrategyKey;
    /** Dollars of a month at each size; null where writes are given up or too late. */
    readonly dollarsOfMonth: readonly (number | null)[];
  }[];
  /** What would be recommended at each size; null where no way writes everything in time. */
  readonly recommended: readonly (StrategyKey | null)[];
}

/**
 * Plans the same load at other sizes, with the capacity that each needs: five plans more.
 *
 * @param plan of the load as it is; the direct writer, which is run and not simulated, is left out
 * @example
 * loadGrowth(plan, request).recommended; // → ["on-demand", "on-demand", "buffered", "buffered", "buffered", "buffered"]
 */
export function loadGrowth(plan: Plan, request: PlanRequest): LoadGrowth {
  const simulated = plan.strategies.filter(({ key }) => key !== "direct");
  const only = simulated.map(({ key }) => key);
  const sizes = TIMES.map((times) =>
    times === 1 || only.length === 0
      ? simulated
      : planStrategies({ ...varyLoad(request, times), only }),
  );
  const { kind } = request.workload;
  const withinSeconds = withinSecondsOf(request);
  return {
    times: TIMES,
    strategies: only.map((key) => ({
      key,
      dollarsOfMonth: sizes.map((strategies) => {
        const strategy = strategies.find((one) => one.key === key);
        // Of an import nobody knows the time, and it writes all.
        const isDone =
          strategy !== undefined &&
          (key === "import" || writesAllInTime(strategy, kind, withinSeconds));
        return isDone ? strategy.monthCost.total : null;
      }),
    })),
    recommended: sizes.map((strategies) => {
      if (strategies.length === 0) return null;
      const { best, keepsAll } = recommend(strategies, kind, withinSeconds);
      return keepsAll ? best.key : null;
    }),
  };
}
