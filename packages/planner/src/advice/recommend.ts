import type { StrategyKey, StrategyPlan } from "../strategies/strategy-plan.ts";
import type { Workload } from "../workload/workload.ts";

/** From what has the fewest parts that can fail, and the least to set up, to what has the most. */
const FROM_SIMPLE_ON: readonly StrategyKey[] = [
  "on-demand",
  "on-demand-maximum",
  "fixed",
  "direct",
  "auto-scaling",
  "buffered",
  "spillover",
  "scaler",
  "scaler-predicting",
  "import",
];
/** Within so much of the cheapest the simpler one is taken. */
const NEAR = 1.05;
/** A flow leaves parts of a write behind: less than half of one is none. */
const NONE = 0.5;

/** What is recommended, and what else would do. */
export interface Recommended {
  readonly best: StrategyPlan;
  /** Whether it writes all and in time. */
  readonly keepsAll: boolean;
  /** The others that write all and in time, the cheapest first. */
  readonly others: readonly StrategyPlan[];
}

/**
 * The cheapest a month of those that write everything within `withinSeconds`; where another costs at most
 * 5 % more, the simplest of these. Where none writes everything in time, the one that leaves the fewest
 * writes undone, of those without a queue that grows without end or keeps messages for too long.
 *
 * @param strategies at least one
 * @example
 * recommend(plan.strategies, "traffic", 900).best.key; // → "buffered"
 */
export function recommend(
  strategies: readonly StrategyPlan[],
  kind: Workload["kind"],
  withinSeconds: number,
): Recommended {
  const keeping = strategies
    .filter((plan) => writesAllInTime(plan, kind, withinSeconds))
    .toSorted(byDollars);
  const most = (keeping[0]?.monthCost.total ?? 0) * NEAR;
  const [simplest] = keeping
    .filter(({ monthCost }) => monthCost.total <= most)
    .toSorted((one, other) => placeOf(one) - placeOf(other));
  if (simplest !== undefined) {
    return { best: simplest, keepsAll: true, others: keeping.filter((one) => one !== simplest) };
  }
  const [best] = strategies.toSorted(
    (one, other) =>
      faults(one) - faults(other) ||
      undone(one) - undone(other) ||
      secondsOf(one, kind) - secondsOf(other, kind) ||
      byDollars(one, other),
  );
  if (best === undefined)
    throw new RangeError("expected a plan of one strategy or more; came none");
  return { best, keepsAll: false, others: [] };
}

/** Whether no write is given up or still waits at the end, nor ever will, and none is later than it may be. */
export function writesAllInTime(
  plan: StrategyPlan,
  kind: Workload["kind"],
  withinSeconds: number,
): boolean {
  if (plan.backlogFault !== undefined) return false;
  return undone(plan) === 0 && secondsOf(plan, kind) <= withinSeconds * (1 + 1e-9);
}

/** Writes that are given up, and those that still wait. */
export function undone({ lostWrites, waitingWrites }: StrategyPlan): number {
  const writes = lostWrites + waitingWrites;
  return writes < NONE ? 0 : writes;
}

/** A queue that fails is worse than any number of writes that are lost: nobody knows which it loses, and when. */
function faults({ backlogFault }: StrategyPlan): number {
  return backlogFault === undefined ? 0 : 1;
}

/** A file has to be written in time, traffic's writes have to wait for no longer. */
function secondsOf(plan: StrategyPlan, kind: Workload["kind"]): number {
  if (kind === "traffic") return plan.worstDelaySeconds;
  return plan.completeSeconds ?? Number.POSITIVE_INFINITY;
}

function byDollars(one: StrategyPlan, other: StrategyPlan): number {
  return one.monthCost.total - other.monthCost.total;
}

function placeOf({ key }: StrategyPlan): number {
  return FROM_SIMPLE_ON.indexOf(key);
}
