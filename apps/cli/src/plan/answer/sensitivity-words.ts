import type { Assumption, Plan, StrategyPlan } from "@spillway/planner";
import { formatCount, formatMoney, formatSeconds } from "@spillway/report-page";

type Sensitivity = NonNullable<Assumption["sensitivity"]>;

/**
 * How far the answer moves if an assumption is wrong by a fifth, in words.
 *
 * @param best the recommended strategy
 * @example
 * sensitivityWords(sensitivity, best);
 * // → "$118.57 a month with a fifth less, $177.86 with a fifth more; a fifth more throttles 8,200 writes"
 */
export function sensitivityWords(sensitivity: Sensitivity, best: StrategyPlan): string {
  const { dollarsOfMonth, throttledWrites, completeSeconds, changesAdvice } = sensitivity;
  const { less, more } = dollarsOfMonth;
  const said: string[] = [];
  if (isOther(less, best.monthCost.total) || isOther(more, best.monthCost.total)) {
    said.push(
      `${formatMoney(less)} a month with a fifth less, ${formatMoney(more)} with a fifth more`,
    );
  }
  for (const [side, writes] of Object.entries(throttledWrites)) {
    if (Math.abs(writes - best.throttledWrites) < 0.5) continue;
    said.push(`a fifth ${side} throttles ${formatCount(writes)} writes`);
  }
  const seconds = best.completeSeconds ?? 0;
  const { less: sooner, more: later } = completeSeconds;
  if (sooner !== null && later !== null && best.completeSeconds !== null) {
    if (Math.abs(sooner - seconds) >= 1 || Math.abs(later - seconds) >= 1) {
      said.push(
        `done after ${formatSeconds(sooner)} with a fifth less, ${formatSeconds(later)} with a fifth more`,
      );
    }
  }
  if (changesAdvice === true) said.push("another way would be recommended");
  return said.length === 0 ? "does not move the answer" : said.join("; ");
}

/** Weighed assumptions, those that move the answer most first. */
export function byWeight(plan: Plan, best: StrategyPlan): readonly Assumption[] {
  return plan.assumptions
    .filter(({ sensitivity }) => sensitivity !== undefined)
    .toSorted((one, other) => weight(other, best) - weight(one, best));
}

function weight({ sensitivity }: Assumption, { monthCost, throttledWrites }: StrategyPlan): number {
  if (sensitivity === undefined) return 0;
  const { dollarsOfMonth, throttledWrites: throttled, changesAdvice } = sensitivity;
  const moved = Math.max(
    ...Object.values(dollarsOfMonth).map((dollars) => Math.abs(dollars - monthCost.total)),
  );
  const throttles = Object.values(throttled).some((writes) => writes - throttledWrites >= 0.5);
  return (
    moved / Math.max(0.01, monthCost.total) + (throttles ? 1 : 0) + (changesAdvice === true ? 1 : 0)
  );
}

function isOther(dollars: number, other: number): boolean {
  return Math.abs(dollars - other) >= 0.005;
}
