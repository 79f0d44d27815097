import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "@spillway/pacing";

/** The shop's time in a race: it goes on with what is done, so that lines expire whatever the machine's speed. */
export interface RaceClock extends Clock {
  /** Moves it on. */
  advance(ms: number): void;
  /** The same time as a machine shows it that is `ms` ahead, or behind where negative. */
  ahead(ms: number): Clock;
}

/** @param startMs what it shows first, in milliseconds since 1970 */
export function raceClock(startMs: number): RaceClock {
  let nowMs = startMs;
  // Waits between attempts are real: what is waited for is the engine.
  const sleep = async (ms: number, signal?: AbortSignal) => {
    await delay(ms, undefined, signal === undefined ? {} : { signal });
  };
  return {
    now: () => nowMs,
    sleep,
    advance: (ms) => {
      nowMs += ms;
    },
    ahead: (ms) => ({ now: () => nowMs + ms, sleep }),
  };
}
