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
  const { length } = planning.pattern.writes;
  const now = new Spill(rate, planning.burstSeconds);
  // The oldest write that waits came at a step that this one has just passed: it repeats what `now` did.
  const then = new Spill(rate, planning.burstSeconds);
  while (now.steps < length) {
    goOn(now, planning, rate);
    if (now.waiting <= 0) continue;
    while (then.spilled <= now.drained) goOn(then, planning, rate);
    if (now.seconds - then.secondsAt(now.drained) > withinSeconds) return true;
  }
  // What waits at the end has all of the rate.
  return now.waiting > withinSeconds * rate;
}

/** By a step, or by all that make no difference. */
function goOn(spill: Spill, { writeBlocks, takenByPartitions }: Planning, rate: number): void {
  const { values, stepSeconds } = writeBlocks;
  const { steps } = spill;
  const quiet = spill.isAtRest ? writeBlocks.stepsWithin(rate, steps, takenByPartitions) : 0;
  if (quiet > 0) spill.rest(quiet, quiet * stepSeconds);
  else spill.add(takenByPartitions(values[steps] ?? 0), stepSeconds);
}
