import Table from "cli-table3";
import { PLAIN_TABLE } from "../command-line/plain-table.ts";
import type { Terminal } from "../command-line/terminal.ts";
import {
  type AccessReport,
  nameOf,
  type ReportedPermission,
  type ReportedRefusals,
  type ReportedRole,
} from "./access-report.ts";

type Colours = Terminal["colours"];

/** The report for a person to read: a table for each role, then what was refused, then the sum. */
export function accessText(report: AccessReport, colours: Colours): string {
  const refused = report.refused.flatMap((one) => refusalLines(one, colours));
  return [
    ...report.roles.flatMap((role) => roleLines(role, colours)),
    ...(refused.length === 0 ? [] : [colours.bold("refused"), ...refused, ""]),
    ...report.idleExcuses.map(
      ({ role, action, resource }) =>
        `${colours.red("note:")} the reason for ${[role, action, resource].filter(Boolean).join(" ")} excuses nothing`,
    ),
    sumLine(report, colours),
  ].join("\n");
}

function roleLines(role: ReportedRole, colours: Colours): readonly string[] {
  const { bold, dim, red } = colours;
  const functions = role.functions.length === 0 ? "" : dim(` of ${role.functions.join(", ")}`);
  const table = new Table({
    chars: PLAIN_TABLE,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
    colAligns: ["left", "left", "left", "right", "left"],
    head: ["action", "resource", "statement", "used", "last"].map((head) => dim(head)),
  });
  for (const permission of role.permissions) table.push(cellsOf(permission, colours));
  const lines = role.permissions.length === 0 ? ["no permissions"] : table.toString().split("\n");
  return [
    `${bold(role.role)}${functions}`,
    ...lines.map((line) => `  ${line}`.trimEnd()),
    ...role.problems.map((problem) => `  ${red("unreadable:")} ${problem}`),
    "",
  ];
}

function cellsOf(permission: ReportedPermission, { red, dim }: Colours): string[] {
  const { action, resource, statement, sid, uses, lastUsed, verdict, reason } = permission;
  const last = {
    used: timeOf(lastUsed),
    excused: dim(`never: ${reason}`),
    unused: red("never"),
  }[verdict];
  return [action, shortened(resource), sid ?? `statement ${statement}`, String(uses), last];
}

function refusalLines({ arn, requests, beyond }: ReportedRefusals, { red }: Colours): string[] {
  const more = beyond === 0 ? [] : [`  ${red(`${beyond} ×`)} ${nameOf(arn)}, for further reasons`];
  return [
    ...requests.map(
      ({ action, resource, count, last, message }) =>
        `  ${red(`${count} ×`)} ${nameOf(arn)}: ${action} on ${resource}, last ${timeOf(last)}\n      ${message}`,
    ),
    ...more,
  ];
}

function sumLine({ counts, since, ok, roles }: AccessReport, { red, green }: Colours): string {
  const { used, excused, unused, refused } = counts;
  const parts = [
    `${used} used`,
    `${excused} unused with a reason`,
    `${unused} unused without one`,
    `${refused} refused ${refused === 1 ? "request" : "requests"}`,
  ];
  const text = `${roles.length} ${roles.length === 1 ? "role" : "roles"} since ${since}: ${parts.join(", ")}`;
  return ok ? green(text) : red(text);
}

/** The last part of an ARN: partition, region and account are the same for all, the service is in the action. */
function shortened(resource: string): string {
  return resource.startsWith("arn:") ? resource.split(":").slice(5).join(":") : resource;
}

const timeOf = (iso: string | undefined): string => iso?.replace(/^.*T(.{8}).*$/, "$1") ?? "";
