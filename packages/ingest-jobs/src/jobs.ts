import type { Job, JobSummary } from "./job.ts";
import type { JobRequest } from "./request/job-request.ts";

/** Who asks, and how a request that is repeated is known. */
export interface Submission {
  /** The caller's ARN or subject: idempotency keys are each caller's own. */
  readonly caller: string;
  /** Undefined for a request that is a new job each time. */
  readonly idempotency?: {
    readonly key: string;
    /** Of the payload: the same key with another one is refused. */
    readonly digest: string;
  };
}

/** What became of a submission. */
export interface Submitted {
  readonly job: JobSummary;
  /** False where an earlier request had the same key and payload. */
  readonly isNew: boolean;
}

/** What can be done with jobs. Nothing of it keeps state in the process. */
export interface Jobs {
  /**
   * Accepts a job: it is kept, and its first message is in the queue, before this resolves.
   *
   * @throws SpillwayError `IDEMPOTENCY_KEY_REUSED`, `STRATEGY_UNAVAILABLE` (no buffer queue of the table)
   */
  submit(request: JobRequest, submission: Submission): Promise<Submitted>;
  /** Undefined where there is no such job, or no more. */
  find(id: string): Promise<Job | undefined>;
  /**
   * Newest first.
   *
   * @param page `limit` 1 to 100; `after` is the `next` of the page before
   * @throws SpillwayError `CURSOR_INVALID` for an `after` that is none
   */
  list(page: {
    readonly limit: number;
    readonly after?: string;
    readonly onlyRunning?: boolean;
  }): Promise<{ readonly jobs: readonly JobSummary[]; readonly next?: string }>;
  /**
   * Asks a job to stop; its workers do within their next batch. Of one that is cancelled already it
   * changes nothing.
   *
   * @throws SpillwayError `JOB_ENDED` where it has ended otherwise
   */
  cancel(id: string): Promise<JobSummary | undefined>;
}
