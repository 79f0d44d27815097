import type { Planning } from "./planning.ts";
import { Spill } from "./spill.ts";

/** The search ends within this part of the rate. */
const PRECISION = 1 / 500;

/**
 * Writes a second that a table needs, so that no write of those that it could not take at once waits longer
 * than so many seconds in the queue. It lies between what a queue for all writes needs and what takes
 * everything at once, and is found by halving, to a five-hundredth: a higher rate never makes a write wait longer.
 */
export function spilloverRate(planning: Planning, withinSeconds: number): number {
  let low = planning.drainRate(withinSeconds);
  if (planning.request.workload.kind === "bulk") return low;
  let high = Math.max(low, planning.unthrottledRate);
  while (high > low * (1 + PRECISION)) {
    const middle = (low + high) / 2;
    if (waitsTooLong(planning, middle, withinSeconds)) low = middle;
    else high = middle;
  }
  return high;
}

/** One pass over the load. It looks at the end of each step how long the oldest write has waited. */
function waitsTooLong(planning: Planning, rate: number, withinSeconds: number): boolean {
  const { writes, stepSeconds } = planning.pattern;
  const { burstSeconds, takenByPartitions } = planning;
  const now = new Spill(rate, burstSeconds);
  // The oldest write that waits came at a step that this one has just passed: it repeats what `now` did.
  const then = new Spill(rate, burstSeconds);
  for (let step = 0; step < writes.length; step += 1) {
    now.add(takenByPartitions(writes[step] ?? 0), stepSeconds);
    if (now.waiting <= 0) continue;
    while (then.spilled <= now.drained) {
      then.add(takenByPartitions(writes[then.steps] ?? 0), stepSeconds);
    }
    if (now.seconds - then.secondsAt(now.drained) > withinSeconds) return true;
  }
  // What waits at the end has all of the rate.
  return now.waiting > withinSeconds * rate;
}
