// @ts-check
// What each chart shows.

import { duration, number } from "./words.js";

/** @typedef {import("./seconds.js").Reading} Reading */

/**
 * @typedef {object} ChartDefinition
 * @property {string} id
 * @property {string} title
 * @property {string} about what a value is
 * @property {Reading} reading
 * @property {(value: number) => string} format
 * @property {"stacked" | "lines"} shape
 * @property {Reading} [after] what holds from the second on until the next one; else nothing does
 * @property {boolean} [level] values are levels: their highest says more than their sum
 */

/** @template T @param {Record<string, T>} named @param {(one: T) => number} value */
const each = (named, value) =>
  Object.fromEntries(Object.entries(named).map(([name, one]) => [name, value(one)]));

/** @type {Reading} */
const messages = ({ queues }) =>
  each(queues, ({ visible, inFlight, delayed }) => visible + inFlight + delayed);

/** @type {readonly ChartDefinition[]} */
export const CHARTS = [
  {
    id: "requests",
    title: "Requests",
    about: "a second, by service",
    reading: ({ requests }) => requests,
    format: number,
    shape: "stacked",
  },
  {
    id: "units",
    title: "Capacity units used",
    about: "a second, by table or index",
    reading: ({ tables }) => each(tables, (table) => table.writeUnits + table.readUnits),
    format: number,
    shape: "stacked",
  },
  {
    id: "throttles",
    title: "Throttles",
    about: "a second, by table or index",
    reading: ({ tables }) => each(tables, ({ throttles }) => throttles),
    format: number,
    shape: "stacked",
  },
  {
    id: "queues",
    title: "Messages in queues",
    about: "visible, in flight and delayed, by queue",
    reading: messages,
    after: messages,
    format: number,
    shape: "stacked",
    level: true,
  },
  {
    id: "invocations",
    title: "Invocations",
    about: "ended in a second, by function",
    reading: ({ functions }) => each(functions, ({ invocations }) => invocations),
    format: number,
    shape: "stacked",
  },
  {
    id: "errors",
    title: "Failed and throttled invocations",
    about: "a second, by function",
    reading: ({ functions }) => each(functions, ({ errors, throttles }) => errors + throttles),
    format: number,
    shape: "stacked",
  },
  {
    id: "duration",
    title: "Duration of invocations",
    about: "mean of each second, by function",
    reading: ({ functions }) =>
      each(functions, ({ invocations, durationMs }) =>
        invocations === 0 ? 0 : durationMs / invocations,
      ),
    format: duration,
    shape: "lines",
    level: true,
  },
  {
    id: "running",
    title: "Invocations at once",
    about: "the most in each second, of all functions",
    reading: ({ running }) => ({ "all functions": running.most }),
    after: ({ running }) => ({ "all functions": running.last }),
    format: number,
    shape: "stacked",
    level: true,
  },
  {
    id: "refused",
    title: "Refused and not served",
    about: "requests a second",
    reading: ({ refused, notServed }) => ({
      "refused by policies": refused,
      "not served": notServed,
    }),
    format: number,
    shape: "stacked",
  },
];
