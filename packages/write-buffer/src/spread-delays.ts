import { SQS_MAX_DELAY_SECONDS } from "@spillway/capacity";
import { writeBufferError } from "./errors.ts";

/**
 * The delays that spread `count` messages evenly over a window: message `i` becomes visible
 * `floor(i × window ÷ count)` seconds after it was sent. Ascending, the first is 0, the last is
 * below `windowSeconds`.
 *
 * @param count how many messages, an integer from 0.
 * @param windowSeconds whole seconds from 0 (all at once) to 900, which is as long as SQS holds a
 * message back.
 * @throws SpillwayError `DISTRIBUTION_WINDOW_TOO_LONG` above 900 s; `DISTRIBUTION_WINDOW_INVALID` or
 * `MESSAGE_COUNT_INVALID` if either is not a whole number from 0.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-delay-queues.html
 *
 * @example
 * spreadDelays(4, 900); // [0, 225, 450, 675]
 */
export function spreadDelays(count: number, windowSeconds: number): number[] {
  if (!Number.isInteger(count) || count < 0) {
    throw writeBufferError(
      "MESSAGE_COUNT_INVALID",
      `expected a number of messages that is a whole number from 0; came ${count}`,
      { details: { count } },
    );
  }
  if (windowSeconds > SQS_MAX_DELAY_SECONDS) {
    throw writeBufferError(
      "DISTRIBUTION_WINDOW_TOO_LONG",
      `expected a distribution window of at most ${SQS_MAX_DELAY_SECONDS} seconds; came ${windowSeconds}`,
      {
        hint: `SQS holds a message back for ${SQS_MAX_DELAY_SECONDS} seconds at most: set a shorter window.`,
        details: { windowSeconds, limit: SQS_MAX_DELAY_SECONDS },
      },
    );
  }
  if (!Number.isInteger(windowSeconds) || windowSeconds < 0) {
    throw writeBufferError(
      "DISTRIBUTION_WINDOW_INVALID",
      `expected a distribution window of whole seconds from 0; came ${windowSeconds}`,
      { details: { windowSeconds } },
    );
  }
  return Array.from({ length: count }, (_, index) => Math.floor((index * windowSeconds) / count));
}
