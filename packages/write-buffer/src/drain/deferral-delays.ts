import { SQS_MAX_DELAY_SECONDS } from "@spillway/capacity";
import { spreadDelays } from "../spread-delays.ts";

const UNPACED_WINDOW_SECONDS = 30;

/**
 * When messages that have to wait should come again: spread over the time that this consumer would
 * need for them at its rate, so that they do not return as a spike, and never at once.
 *
 * @param count how many messages wait.
 * @param ratePerSecond write units a second of this consumer; undefined if it is not paced.
 * @returns a delay in seconds for each, 1 to 900, ascending.
 *
 * @example
 * deferralDelays(4, 0.5); // [1, 3, 5, 7]: 8 seconds for 4 writes
 */
export function deferralDelays(count: number, ratePerSecond: number | undefined): number[] {
  const needed =
    ratePerSecond === undefined ? UNPACED_WINDOW_SECONDS : Math.ceil(count / ratePerSecond);
  const window = Math.min(needed, SQS_MAX_DELAY_SECONDS - 1);
  return spreadDelays(count, window).map((delay) => delay + 1);
}
