/** What a machine's clock is corrected by while it runs is less. */
const LEAP_MS = 1_000;

/**
 * Wall-clock time that never goes back: the time at the beginning plus what a monotonic clock has counted
 * since. That one may stand still while the machine or its virtual machine is suspended, as a function of
 * Lambda's between two invocations; then the wall clock has leapt ahead, and is followed.
 *
 * @param wallMs milliseconds since 1970; may be set back or forth
 * @param runningMs milliseconds since any moment; never goes back
 * @example
 * const now = steadyTime(() => Date.now(), () => performance.now());
 */
export function steadyTime(wallMs: () => number, runningMs: () => number): () => number {
  let beganMs = wallMs() - runningMs();
  return () => {
    const nowMs = beganMs + runningMs();
    const behindMs = wallMs() - nowMs;
    if (behindMs < LEAP_MS) return nowMs;
    beganMs += behindMs;
    return nowMs + behindMs;
  };
}
