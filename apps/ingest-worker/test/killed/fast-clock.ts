import { type Clock, systemClock } from "@spillway/pacing";

/**
 * A clock on which time passes faster, the same for all processes that are told of the same moment: leases and
 * limits of minutes take seconds.
 *
 * @param epochMs a moment of the system's clock, which both clocks call the same
 * @param speed seconds of this clock in a second
 */
export function fastClock(epochMs: number, speed: number): Clock {
  return {
    now: () => epochMs + (systemClock.now() - epochMs) * speed,
    sleep: (ms, signal) => systemClock.sleep(ms / speed, signal),
  };
}
