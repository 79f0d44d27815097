import { formatMoney } from "@spillway/report-page";
import type { ScalingStep } from "@spillway/throughput-scaling";
import { nameOf } from "./asked-capacity.ts";

/** Steps in one line: `the table 5 → 40 write, index byEmail 5 → 40 write`. */
export function stepsText(steps: readonly ScalingStep[]): string {
  return steps
    .map(({ resource, access, from, to }) => `${nameOf(resource)} ${from} → ${to} ${access}`)
    .join(", ");
}

/** A change of what a day costs: `$1.09 more a day`. */
export function moreADayText(dollars: number): string {
  return `${formatMoney(Math.abs(dollars))} ${dollars < 0 ? "less" : "more"} a day`;
}
