import type { Clock } from "@spillway/pacing";

/**
 * A clock on which every sleep is over at once, for code that also does real I/O: there `ManualClock`
 * can't tell whether the work waits for it or for something else.
 *
 * @param startMs what `now()` answers first, in milliseconds since 1970
 */
export function hurriedClock(startMs = Date.parse("2026-11-21T07:00:00.000Z")): Clock {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      nowMs += ms;
    },
  };
}
