// @ts-check
// What each table shows.

/** @typedef {import("../status-document.ts").StatusDocument} State */
/** @typedef {import("../status-document.ts").FunctionStatus} FunctionStatus */
/** @typedef {import("../status-document.ts").EventSourceStatus} EventSourceStatus */
/** @typedef {import("../status-document.ts").QueueStatus} QueueStatus */
/** @typedef {import("../status-document.ts").TableStatus} TableStatus */
/** @typedef {import("../status-document.ts").ScheduleStatus} ScheduleStatus */
/** @typedef {import("../status-document.ts").ApiRouteStatus} ApiRouteStatus */

import { table } from "./table.js";
import { day, duration, number, time } from "./words.js";

/**
 * Every table of the page.
 * @param {() => string} ownRegion whose resources are named without it
 */
export function tables(ownRegion) {
  const named = (/** @type {{ region: string }} */ { region }, /** @type {string} */ name) =>
    region === ownRegion() ? name : `${name} (${region})`;

  return [
    table({
      id: "functions",
      title: "Functions",
      about: "Those that ran last come first.",
      none: "No function is deployed.",
      rows: (/** @type {State} */ { functions }) => functions,
      columns: [
        { head: "function", text: (/** @type {FunctionStatus} */ row) => named(row, row.name) },
        {
          head: "last result",
          text: ({ last }) => last?.result ?? "not run yet",
          mood: ({ last }) =>
            last === undefined ? undefined : last.result === "ok" ? "good" : "bad",
        },
        { head: "at", text: ({ last }) => (last === undefined ? "" : time(last.at)) },
        {
          head: "took",
          number: true,
          text: ({ last }) => (last?.durationMs === undefined ? "" : duration(last.durationMs)),
        },
        { head: "running", number: true, text: ({ running }) => number(running) },
        { head: "warm", number: true, text: ({ warm }) => number(warm) },
        { head: "invocations", number: true, text: ({ invocations }) => number(invocations) },
        {
          head: "errors",
          number: true,
          text: ({ errors }) => number(errors),
          mood: ({ errors }) => (errors > 0 ? "bad" : undefined),
        },
        {
          head: "throttled",
          number: true,
          text: ({ throttles }) => number(throttles),
          mood: ({ throttles }) => (throttles > 0 ? "bad" : undefined),
        },
      ],
    }),
    table({
      id: "event-sources",
      title: "Event source mappings",
      about: "Those with a problem come first.",
      none: "No queue or stream is mapped to a function.",
      rows: (/** @type {State} */ { eventSources }) => eventSources,
      columns: [
        {
          head: "mapping",
          text: (/** @type {EventSourceStatus} */ row) =>
            named(row, `${row.sourceName} → ${row.function}`),
        },
        { head: "state", text: ({ enabled }) => (enabled ? "enabled" : "disabled") },
        { head: "waits for", text: ({ waitsFor }) => waitsFor },
        {
          head: "batches now",
          number: true,
          text: ({ batchesInFlight }) => number(batchesInFlight),
        },
        {
          head: "last result",
          text: ({ lastResult }) => lastResult ?? "",
          mood: ({ problem }) => (problem === undefined ? undefined : "bad"),
        },
      ],
    }),
    table({
      id: "queues",
      title: "Queues",
      about:
        "Those that hold the most messages come first. Sent, received and deleted are counted since the start.",
      none: "There is no queue.",
      rows: (/** @type {State} */ { queues }) => queues,
      columns: [
        { head: "queue", text: (/** @type {QueueStatus} */ row) => named(row, row.name) },
        { head: "visible", number: true, text: ({ visible }) => number(visible) },
        { head: "in flight", number: true, text: ({ inFlight }) => number(inFlight) },
        { head: "delayed", number: true, text: ({ delayed }) => number(delayed) },
        {
          head: "oldest",
          number: true,
          text: ({ oldestAgeSeconds }) =>
            oldestAgeSeconds === 0 ? "" : duration(oldestAgeSeconds * 1_000),
        },
        { head: "sent", number: true, text: ({ sent }) => number(sent) },
        { head: "received", number: true, text: ({ received }) => number(received) },
        { head: "deleted", number: true, text: ({ deleted }) => number(deleted) },
      ],
    }),
    table({
      id: "tables",
      title: "Tables",
      about:
        "Capacity units of tables and their global indexes. Those that throttled come first, then those used the most.",
      none: "There is no table.",
      rows: (/** @type {State} */ state) => state.tables,
      columns: [
        {
          head: "table",
          text: (/** @type {TableStatus} */ row) =>
            named(row, row.index === undefined ? row.name : `${row.name}/${row.index}`),
        },
        {
          head: "writes a second",
          number: true,
          text: ({ writeUnitsNow, provisionedWriteUnits }) =>
            ofProvisioned(writeUnitsNow, provisionedWriteUnits),
        },
        {
          head: "reads a second",
          number: true,
          text: ({ readUnitsNow, provisionedReadUnits }) =>
            ofProvisioned(readUnitsNow, provisionedReadUnits),
        },
        { head: "written in all", number: true, text: ({ writeUnits }) => number(writeUnits) },
        { head: "read in all", number: true, text: ({ readUnits }) => number(readUnits) },
        {
          head: "throttled writes",
          number: true,
          text: ({ writeThrottles }) => number(writeThrottles),
          mood: ({ writeThrottles }) => (writeThrottles > 0 ? "bad" : undefined),
        },
        {
          head: "throttled reads",
          number: true,
          text: ({ readThrottles }) => number(readThrottles),
          mood: ({ readThrottles }) => (readThrottles > 0 ? "bad" : undefined),
        },
      ],
    }),
    table({
      id: "schedules",
      title: "Schedules",
      about: "What fires next comes first.",
      none: "Nothing fires by schedule.",
      rows: (/** @type {State} */ { schedules }) => schedules,
      columns: [
        { head: "rule", text: (/** @type {ScheduleStatus} */ row) => named(row, row.name) },
        { head: "expression", text: ({ expression }) => expression },
        { head: "next", text: ({ next }) => (next === undefined ? "never" : day(next)) },
      ],
    }),
    table({
      id: "api-routes",
      title: "Routes of HTTP APIs",
      about: "Those that were called, the most frequent first.",
      none: "No HTTP API was called.",
      rows: (/** @type {State} */ { apiRoutes }) => apiRoutes,
      columns: [
        { head: "API", text: (/** @type {ApiRouteStatus} */ row) => named(row, row.api) },
        { head: "route", text: ({ route }) => route },
        { head: "requests", number: true, text: ({ requests }) => number(requests) },
        { head: "4xx", number: true, text: ({ clientErrors }) => number(clientErrors) },
        {
          head: "5xx",
          number: true,
          text: ({ serverErrors }) => number(serverErrors),
          mood: ({ serverErrors }) => (serverErrors > 0 ? "bad" : undefined),
        },
      ],
    }),
    table({
      id: "refused",
      title: "Refused by policies",
      about: "Requests by the role or user that sent them. /_spillway/access says each permission.",
      none: "No request was refused.",
      rows: (/** @type {State} */ { refusals }) =>
        Object.entries(refusals).sort(([, one], [, other]) => other - one),
      columns: [
        { head: "role or user", text: (/** @type {[string, number]} */ [arn]) => arn },
        { head: "requests", number: true, text: ([, count]) => number(count), mood: () => "bad" },
      ],
    }),
    table({
      id: "not-served",
      title: "Not served",
      about: "Requests for what nothing here runs.",
      none: "Everything that was asked for is served.",
      rows: (/** @type {State} */ { notServed }) => notServed,
      columns: [
        { head: "what", text: (/** @type {State["notServed"][number]} */ { what }) => what },
        { head: "requests", number: true, text: ({ count }) => number(count), mood: () => "bad" },
        { head: "last", text: ({ last }) => day(last) },
      ],
    }),
    table({
      id: "errors",
      title: "Errors of the local cloud itself",
      about: "The last ones come first.",
      none: "Nothing went wrong.",
      rows: (/** @type {State} */ { errors }) => errors,
      columns: [
        { head: "what", text: (/** @type {State["errors"][number]} */ { message }) => message },
        { head: "times", number: true, text: ({ count }) => number(count), mood: () => "bad" },
        { head: "last", text: ({ last }) => day(last) },
      ],
    }),
  ];
}

/** `12 of 25`; on demand there is no limit. @param {number} used @param {number | undefined} limit */
const ofProvisioned = (used, limit) =>
  limit === undefined ? number(used) : `${number(used)} of ${number(limit)}`;
