import { formatCount, formatMoney } from "@spillway/report-page";
import type { DayCosts } from "@spillway/throughput-scaling";
import type { Terminal } from "../command-line/terminal.ts";
import { nameOf } from "./asked-capacity.ts";
import { eventText } from "./scaling-history.ts";
import type { ResourceStatus, TableStatus } from "./table-status.ts";

/** The columns of the rows of {@link statusRows}. */
export const STATUS_HEAD = [
  "",
  "write",
  "used",
  "base … max",
  "read",
  "used",
  "base … max",
  "throttled",
  "decreases left",
];

/** The cells of a table's resources: one a row. */
export function statusRows({ resources }: TableStatus): string[][] {
  return resources.map((resource) => {
    const { index, provisioned, base, max, used, throttled } = resource;
    return [
      nameOf(index ?? ""),
      String(provisioned.writeUnits),
      shareText(used.writeUnits, provisioned.writeUnits),
      `${base.writeUnits} … ${max.writeUnits}`,
      String(provisioned.readUnits),
      shareText(used.readUnits, provisioned.readUnits),
      `${base.readUnits} … ${max.readUnits}`,
      formatCount(throttled.writes + throttled.reads),
      decreasesText(resource),
    ];
  });
}

/** A table's first line. */
export function statusTitle(
  { table, isOnDemand, isUpdating, minutes }: TableStatus,
  { bold, dim, yellow }: Terminal["colours"],
): string {
  if (isOnDemand) return `${bold(table)} on demand: it has no capacity that could be scaled`;
  const state = isUpdating ? yellow("UPDATING") : "ACTIVE";
  const span = minutes === 1 ? "the last minute" : `the last ${minutes} minutes`;
  const use = minutes === 0 ? "no metrics so far" : `use and throttles of ${span}`;
  return `${bold(table)} ${state} ${dim(use)}`;
}

/** What is said below a table's rows. */
export function statusNotes(
  { dollarsADay, leaseUntil, lastEvent, lastDay }: TableStatus,
  colours: Terminal["colours"],
): string {
  return [
    ...(dollarsADay === null ? [] : [costText(dollarsADay)]),
    ...(leaseUntil === undefined
      ? []
      : [`somebody changes it now, until ${leaseUntil} at the latest`]),
    ...(lastDay === undefined ? [] : [dayText(lastDay)]),
    lastEvent === undefined ? "never scaled" : `last: ${eventText(lastEvent, colours)}`,
  ].join("\n");
}

function shareText(used: number, provisioned: number): string {
  return provisioned === 0 ? "" : `${Math.round((100 * used) / provisioned)} %`;
}

function decreasesText({ decreases: { left, nextAt } }: ResourceStatus): string {
  if (left === null) return "not limited";
  return nextAt === undefined ? String(left) : `0, next at ${nextAt.slice(11, 16)} UTC`;
}

function costText(dollars: NonNullable<TableStatus["dollarsADay"]>): string {
  const { provisioned, aboveBase, onDemand } = dollars;
  return `${formatMoney(provisioned)} a day, of which ${formatMoney(aboveBase)} above the baseline; this use on demand: ${formatMoney(onDemand)} a day`;
}

function dayText({ day, provisioned, raised, onDemand }: DayCosts): string {
  return `${day}: ${formatMoney(provisioned)}, of which ${formatMoney(raised)} above the baseline; on demand it would have been ${formatMoney(onDemand)}`;
}
