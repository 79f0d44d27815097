import type { LiveSecond } from "./live-document.ts";

/** How many tables, queues and functions of a second are named. */
const NAMED = 20;
/** No resource can have this name: none has a space in it. */
const OTHERS = "all others";

/**
 * Names the busiest tables, queues and functions of a second and adds up the rest, so that ten minutes
 * of a thousand functions stay small.
 */
export function withFewNames(second: LiveSecond): LiveSecond {
  return {
    ...second,
    tables: few(second.tables, (table) => table.writeUnits + table.readUnits + table.throttles),
    queues: few(second.queues, (queue) => queue.visible + queue.inFlight + queue.delayed),
    functions: few(second.functions, ({ invocations, throttles }) => invocations + throttles),
  };
}

function few<T extends Record<string, number>>(
  named: Record<string, T>,
  activity: (one: T) => number,
): Record<string, T> {
  const entries = Object.entries(named);
  if (entries.length <= NAMED) return named;
  entries.sort(([, one], [, other]) => activity(other) - activity(one));
  const [first, ...rest] = entries.slice(NAMED).map(([, one]) => one);
  const kept = Object.fromEntries(entries.slice(0, NAMED));
  return first === undefined ? kept : { ...kept, [OTHERS]: rest.reduce(sumOf, first) };
}

function sumOf<T extends Record<string, number>>(one: T, other: T): T {
  const sums = Object.entries(one).map(([field, value]) => [field, value + (other[field] ?? 0)]);
  return Object.fromEntries(sums) as T;
}
