import type { Reason } from "@spillway/errors";
import type { WriteReport } from "@spillway/table-writer";
import type { JobRequest, JobStrategy } from "./request/job-request.ts";

/**
 * Where a job is. It begins `queued`, is `running` from its first chunk on, and ends in one of the
 * last four; `cancelling` until its workers have stopped.
 */
export const JOB_STATES = [
  "queued",
  "running",
  "cancelling",
  "succeeded",
  "succeeded with rejects",
  "failed",
  "cancelled",
] as const;
export type JobState = (typeof JOB_STATES)[number];

/** A job in a list. */
export interface JobSummary {
  /** Sorts by the moment it was accepted in. */
  readonly id: string;
  readonly state: JobState;
  readonly table: string;
  readonly strategy: JobStrategy;
  /** `s3://bucket/key`, or `500 records`. */
  readonly source: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly endedAt?: string;
  /** Why it failed. */
  readonly reason?: Reason & { readonly hint?: string };
}

/** How far a job is. */
export interface JobProgress {
  /** Records that have ended, in whichever way. */
  readonly records: number;
  /** Bytes of the source that are done. */
  readonly bytes: number;
  /** Undefined until the source was looked at. */
  readonly totalBytes?: number;
  /** Since its first chunk began, by what is done. */
  readonly recordsPerSecond: number;
  readonly unitsPerSecond: number;
  /** Undefined while it can't be told. */
  readonly secondsLeft?: number;
  readonly chunks: { readonly total: number; readonly running: number; readonly done: number };
}

/** One object with records that were not written, in the form that a load takes again. */
export interface JobRejects {
  readonly key: string;
  readonly bytes: number;
}

/** Everything that is known of a job. */
export interface Job extends JobSummary {
  readonly request: Omit<JobRequest, "records">;
  readonly progress: JobProgress;
  /** Undefined until its first checkpoint; it adds up at each. */
  readonly report?: WriteReport;
  /** What kept the source from being cut into as many chunks as was wished. */
  readonly refusedCuts: readonly (Reason & { readonly count: number })[];
  /** The bucket of report and rejects. */
  readonly bucket: string;
  /** The key of the report, once the job has ended. */
  readonly reportKey?: string;
  readonly rejects: readonly JobRejects[];
}
