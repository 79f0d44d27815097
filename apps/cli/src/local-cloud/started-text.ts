import type { RunningLocalCloud } from "@spillway/local-cloud";

/**
 * Says where a local cloud runs that was asked for.
 *
 * @param askedMs when it was asked for, epoch milliseconds: one that is older was left as it was, whatever
 * options were given now
 */
export function startedText(running: RunningLocalCloud, askedMs: number): string {
  const { endpoint, pid, startedAt } = running;
  const place = `local cloud at ${endpoint}, process ${pid}, since ${startedAt}`;
  return Date.parse(startedAt) < askedMs
    ? `${place}; it ran already, with the options that it was started with`
    : place;
}
