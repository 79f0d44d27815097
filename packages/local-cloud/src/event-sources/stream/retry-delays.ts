const AFTER_FAILURE = { firstMs: 200, longestMs: 20_000 };
const WHILE_THROTTLED = { firstMs: 250, longestMs: 5_000 };
const TO_DESTINATION = { firstMs: 1_000, longestMs: 30_000 };

/**
 * How long a batch that failed waits before it is tried again, in ms: 200 ms after the first failure, twice as long
 * after each further one, 20 s at most. AWS says only that Lambda backs off.
 *
 * @param failures how often it failed in a row, 1 or more
 */
export function delayAfterFailure(failures: number): number {
  return doubled(AFTER_FAILURE, failures);
}

/** How long a batch waits whose function was throttled or gone, in ms: 250 ms at first, 5 s at most. */
export function delayWhileThrottled(times: number): number {
  return doubled(WHILE_THROTTLED, times);
}

/** How long a record of given up changes waits whose destination did not take it, in ms: 1 s at first, 30 s at most. */
export function delayToDestination(failures: number): number {
  return doubled(TO_DESTINATION, failures);
}

function doubled({ firstMs, longestMs }: typeof AFTER_FAILURE, times: number): number {
  return Math.min(longestMs, firstMs * 2 ** (times - 1));
}
