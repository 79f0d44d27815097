import type { StatusDocument } from "@spillway/local-cloud";
import { formatCount, formatMoment, formatRate, formatSeconds } from "@spillway/report-page";
import Table from "cli-table3";
import { PLAIN_TABLE } from "../command-line/plain-table.ts";
import type { Terminal } from "../command-line/terminal.ts";

type Colours = Terminal["colours"];

export interface StatusTextOptions {
  readonly colours: Colours;
  /** Rows of each table, at most; default 15. */
  readonly rows?: number;
}

const ROWS = 15;

/** What runs in a local cloud, for a person to read: what there is none of is left out. */
export function statusText(
  status: StatusDocument,
  { colours, rows = ROWS }: StatusTextOptions,
): string {
  const sections = [
    functionSection(status, colours),
    eventSourceSection(status, colours),
    queueSection(status, colours),
    tableSection(status, colours),
    scheduleSection(status),
    apiRouteSection(status, colours),
    refusalSection(status, colours),
    notServedSection(status, colours),
    errorSection(status, colours),
  ];
  const shown = sections.filter((section) => section.rows.length > 0);
  const nothing = shown.length === 0 ? ["", "nothing is deployed"] : [];
  return [
    ...headLines(status, colours),
    ...shown.flatMap((section) => sectionLines(section, rows, colours)),
    ...nothing,
  ].join("\n");
}

interface Section {
  readonly title: string;
  readonly head: readonly string[];
  /** From here on columns are numbers, aligned right. */
  readonly numbersFrom: number;
  readonly rows: readonly (readonly string[])[];
}

function headLines(status: StatusDocument, { bold, dim }: Colours): string[] {
  const { endpoint, pid, startedAt, uptimeSeconds, region, regions, memoryBytes } = status;
  const others = regions.filter((one) => one !== region);
  const processes = status.processes.length;
  const requests = status.requests.map(({ service, count }) => `${service} ${formatCount(count)}`);
  return [
    `${bold(`local cloud at ${endpoint}`)}, process ${pid}, since ${formatMoment(startedAt)} (${formatSeconds(uptimeSeconds)})`,
    dim(
      `${[region, ...others].join(", ")}; ${formatCount(memoryBytes / 2 ** 20)} MB in ${processes} ${processes === 1 ? "process" : "processes"}; requests: ${requests.join(", ") || "none yet"}`,
    ),
    dim(`live, with charts: ${endpoint}/_spillway/`),
  ];
}

function functionSection(status: StatusDocument, colours: Colours): Section {
  const named = namer(status);
  return {
    title: "functions",
    head: [
      ...["function", "last result", "at", "took"],
      ...["running", "warm", "invocations", "errors", "throttled"],
    ],
    numbersFrom: 3,
    rows: status.functions.map((one) => [
      named(one, one.name),
      resultText(one.last?.result, colours),
      timeOf(one.last?.at),
      one.last?.durationMs === undefined ? "" : formatSeconds(one.last.durationMs / 1_000),
      formatCount(one.running),
      formatCount(one.warm),
      formatCount(one.invocations),
      alert(one.errors, colours),
      alert(one.throttles, colours),
    ]),
  };
}

function resultText(result: string | undefined, { green, red, dim }: Colours): string {
  if (result === undefined) return dim("not run yet");
  return result === "ok" ? green(result) : red(result);
}

function eventSourceSection(status: StatusDocument, { red, dim }: Colours): Section {
  const named = namer(status);
  return {
    title: "event source mappings",
    head: ["source", "function", "waits for", "last result", "batches now"],
    numbersFrom: 4,
    rows: status.eventSources.map((one) => [
      named(one, one.sourceName),
      one.function,
      one.enabled ? one.waitsFor : dim(one.waitsFor),
      one.problem === undefined ? (one.lastResult ?? "") : red(one.lastResult ?? one.problem),
      formatCount(one.batchesInFlight),
    ]),
  };
}

function queueSection(status: StatusDocument, _colours: Colours): Section {
  const named = namer(status);
  return {
    title: "queues",
    head: ["queue", "visible", "in flight", "delayed", "oldest", "sent", "received", "deleted"],
    numbersFrom: 1,
    rows: status.queues.map((one) => [
      named(one, one.name),
      formatCount(one.visible),
      formatCount(one.inFlight),
      formatCount(one.delayed),
      one.oldestAgeSeconds === 0 ? "" : formatSeconds(one.oldestAgeSeconds),
      formatCount(one.sent),
      formatCount(one.received),
      formatCount(one.deleted),
    ]),
  };
}

function tableSection(status: StatusDocument, colours: Colours): Section {
  const named = namer(status);
  const rate = (used: number, limit: number | undefined) =>
    limit === undefined ? formatRate(used) : `${formatRate(used)} of ${formatRate(limit)}`;
  return {
    title: "tables",
    head: [
      ...["table", "writes a second", "reads a second", "written", "read"],
      ...["throttled writes", "throttled reads"],
    ],
    numbersFrom: 1,
    rows: status.tables.map((one) => [
      named(one, one.index === undefined ? one.name : `${one.name}/${one.index}`),
      rate(one.writeUnitsNow, one.provisionedWriteUnits),
      rate(one.readUnitsNow, one.provisionedReadUnits),
      formatRate(one.writeUnits),
      formatRate(one.readUnits),
      alert(one.writeThrottles, colours),
      alert(one.readThrottles, colours),
    ]),
  };
}

function scheduleSection(status: StatusDocument): Section {
  const named = namer(status);
  return {
    title: "schedules",
    head: ["rule", "expression", "next"],
    numbersFrom: 3,
    rows: status.schedules.map((one) => [
      named(one, one.name),
      one.expression,
      one.next === undefined ? "never" : formatMoment(one.next),
    ]),
  };
}

function apiRouteSection(status: StatusDocument, { red }: Colours): Section {
  const named = namer(status);
  return {
    title: "routes of HTTP APIs",
    head: ["API", "route", "requests", "4xx", "5xx"],
    numbersFrom: 2,
    rows: status.apiRoutes.map((one) => [
      named(one, one.api),
      one.route,
      formatCount(one.requests),
      formatCount(one.clientErrors),
      one.serverErrors > 0 ? red(formatCount(one.serverErrors)) : "0",
    ]),
  };
}

function refusalSection({ refusals }: StatusDocument, { red }: Colours): Section {
  return {
    title: "refused by policies (spillway access report says each permission)",
    head: ["role or user", "requests"],
    numbersFrom: 1,
    rows: Object.entries(refusals)
      .sort(([, one], [, other]) => other - one)
      .map(([arn, count]) => [arn, red(formatCount(count))]),
  };
}

function notServedSection({ notServed }: StatusDocument, { red }: Colours): Section {
  return {
    title: "not served",
    head: ["what", "last", "requests"],
    numbersFrom: 2,
    rows: notServed.map(({ what, last, count }) => [what, timeOf(last), red(formatCount(count))]),
  };
}

function errorSection({ errors }: StatusDocument, { red }: Colours): Section {
  return {
    title: "errors of the local cloud itself",
    head: ["last", "times", "what"],
    numbersFrom: 3,
    rows: errors.map(({ last, count, message }) => [
      timeOf(last),
      formatCount(count),
      red(message.split("\n", 1)[0] ?? ""),
    ]),
  };
}

function sectionLines(section: Section, most: number, { bold, dim }: Colours): string[] {
  const { title, head, numbersFrom, rows } = section;
  const table = new Table({
    chars: PLAIN_TABLE,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
    colAligns: head.map((_, column) => (column >= numbersFrom ? "right" : "left")),
    head: head.map((text) => dim(text)),
  });
  for (const row of rows.slice(0, most)) table.push([...row]);
  const lines = table.toString().split("\n");
  const more = rows.length - most;
  return [
    "",
    bold(title),
    ...lines.map((line) => `  ${line}`.trimEnd()),
    ...(more > 0 ? [dim(`  and ${formatCount(more)} more; --json has all`)] : []),
  ];
}

/** Names what is in another region with it. */
function namer({ region }: StatusDocument) {
  return (one: { readonly region: string }, name: string) =>
    one.region === region ? name : `${name} (${one.region})`;
}

function alert(count: number, { red }: Colours): string {
  return count > 0 ? red(formatCount(count)) : formatCount(count);
}

/** The time of day in UTC, as in logs. */
const timeOf = (iso: string | undefined): string => iso?.slice(11, 19) ?? "";
