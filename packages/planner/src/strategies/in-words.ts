import { formatCount, formatMoney } from "@spillway/report-page";

/** `12,400 units` */
export function inUnits(units: number): string {
  return `${formatCount(units)} unit${units === 1 ? "" : "s"}`;
}

/** `for $1,140.00 more a month`, `for $3.20 less a month`. */
export function forMoney(more: number): string {
  const isSame = Math.abs(more) < 0.005;
  if (isSame) return "for the same money";
  return `for ${formatMoney(Math.abs(more))} ${more > 0 ? "more" : "less"} a month`;
}
