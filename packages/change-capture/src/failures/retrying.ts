import { type Clock, type Deadline, fullJitterDelay, type Random } from "@spillway/pacing";
import type { FailurePolicies } from "./failure-policies.ts";

/** What retries go by. */
export interface RetryOptions {
  readonly policies: FailurePolicies;
  readonly clock: Clock;
  readonly random: Random;
  readonly deadline: Deadline;
}

/** Longest wait before a retry, in milliseconds: an invocation has minutes at most. */
const CAP_MS = 5_000;

/**
 * Does an operation until it is done, fails with what the policies do not retry, has used up its attempts,
 * or the wait before the next one would pass the deadline.
 *
 * @throws what the operation threw last
 */
export async function retrying<Result>(
  operation: () => Promise<Result>,
  { policies, clock, random, deadline }: RetryOptions,
): Promise<Result> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await operation();
    } catch (error) {
      const { policy, attempts = Number.POSITIVE_INFINITY } = policies.of(error);
      if (policy !== "retry" || attempt + 1 >= attempts) throw error;
      const delayMs = fullJitterDelay({ attempt, capMs: CAP_MS, random });
      if (delayMs >= deadline.remainingMs()) throw error;
      await clock.sleep(delayMs);
    }
  }
}
