import { formatCount, formatMoney } from "@spillway/report-page";
import type { StrategyPlan } from "./strategy-plan.ts";

/** `12,400 units` */
export function inUnits(units: number): string {
  return `${formatCount(units)} unit${units === 1 ? "" : "s"}`;
}

/** A step of the simulator: what is done within one can't be seen to be done sooner. */
const SECOND = 1;

/** Whether a file is written as soon as can be told, so that no more capacity helps. */
export function isAtOnce({ completeSeconds }: Pick<StrategyPlan, "completeSeconds">): boolean {
  return completeSeconds !== null && completeSeconds <= SECOND;
}

/** What is said of a file that is. */
export const AT_ONCE = "It is written within a second: more capacity would not be seen.";

/** `for $1,140.00 more a month`, `for $3.20 less a month`. */
export function forMoney(more: number): string {
  const isSame = Math.abs(more) < 0.005;
  if (isSame) return "for the same money";
  return `for ${formatMoney(Math.abs(more))} ${more > 0 ? "more" : "less"} a month`;
}
