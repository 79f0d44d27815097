import type { RequestKind, RequestTimes, ServiceTime } from "@spillway/planner";
import { median } from "../../median.ts";
import type { TimedRequest } from "./request-times.ts";

/** So many requests that were sent around a moment tell how long one takes then. */
const AROUND = 5;
const KINDS = ["write", "refuse", "describe", "send", "receive", "delete", "invoke"] as const;

/**
 * How long each kind of request takes at a moment: as those that were timed around it.
 *
 * @param sinceMs the beginning from which moments count, since 1970
 */
export function timesByMoment(
  timed: readonly TimedRequest[],
  sinceMs: number,
): (nowMs: number) => RequestTimes {
  const byKind = new Map<RequestKind, readonly TimedRequest[]>(
    KINDS.map((kind) => [kind, timed.filter((one) => one.kind === kind)]),
  );
  const known = new Map<string, ServiceTime>();
  const timeAt = (kind: RequestKind, nowMs: number): ServiceTime => {
    const key = `${kind} ${Math.floor(nowMs / 250)}`;
    const time = known.get(key) ?? around(byKind.get(kind) ?? [], sinceMs + nowMs);
    known.set(key, time);
    return time;
  };
  return (nowMs) => ({
    write: timeAt("write", nowMs),
    refuse: timeAt("refuse", nowMs),
    describe: timeAt("describe", nowMs),
    send: timeAt("send", nowMs),
    receive: timeAt("receive", nowMs),
    delete: timeAt("delete", nowMs),
    invoke: timeAt("invoke", nowMs),
  });
}

/** What waits in a line is in it already: nothing is left that would be served in turn. */
function around(timed: readonly TimedRequest[], nowMs: number): ServiceTime {
  const nearest = timed
    .toSorted((one, other) => Math.abs(one.atMs - nowMs) - Math.abs(other.atMs - nowMs))
    .slice(0, AROUND);
  return { travelMs: median(nearest.map(({ tookMs }) => tookMs)), requestMs: 0 };
}
