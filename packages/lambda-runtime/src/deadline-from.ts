import { type Clock, Deadline } from "@spillway/pacing";

/** The part of a Lambda context that knows how much time is left. */
export interface TimeLeft {
  getRemainingTimeInMillis(): number;
}

/**
 * The moment by which an invocation must have stopped its work, so that there is time left to hand
 * over what was not done. Lambda ends a function that runs out of time without a word.
 *
 * @param context the invocation's context
 * @param clock the clock that the work is timed by
 * @param marginMs time kept for the hand-over, in milliseconds. Default 3,000
 * @example
 * const deadline = deadlineFrom(context, systemClock);
 * await writeAll(records, { ...options, deadline });
 */
export function deadlineFrom(context: TimeLeft, clock: Clock, marginMs = 3_000): Deadline {
  return Deadline.after(clock, Math.max(0, context.getRemainingTimeInMillis() - marginMs));
}
