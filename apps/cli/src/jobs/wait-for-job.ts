import type { JobAnswer, JobsClient } from "@spillway/jobs-client";
import type { Clock } from "@spillway/pacing";
import { hasEnded } from "./job-state.ts";

const FIRST_MS = 250;
const LONGEST_MS = 2_000;
const GROWTH = 1.5;

/** What waiting needs. */
export interface WaitServices {
  readonly client: Pick<JobsClient, "find">;
  readonly clock: Clock;
  /** Ends the waiting; the job goes on. */
  readonly signal: AbortSignal;
  readonly onProgress: (job: JobAnswer) => void;
}

/**
 * Looks at a job until it has ended: often at first, then every two seconds.
 *
 * @returns undefined where the signal came first
 */
export async function waitForJob(
  id: string,
  services: WaitServices,
): Promise<JobAnswer | undefined> {
  const { client, clock, signal, onProgress } = services;
  for (let waitMs = FIRST_MS; !signal.aborted; waitMs = Math.min(LONGEST_MS, waitMs * GROWTH)) {
    const job = await client.find(id);
    onProgress(job);
    if (hasEnded(job)) return job;
    await clock.sleep(waitMs, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
  return undefined;
}
