import { type CodeOf, environment, errorsOf, usage } from "@spillway/errors";

/** What keeps a job from being accepted, or done. */
export const ingestJobsError = errorsOf({
  /** Another worker has the chunk, or its job has ended. */
  CHUNK_TAKEN_OVER: environment(),
  /** Of a page of jobs. */
  CURSOR_INVALID: usage(),
  IDEMPOTENCY_KEY_REUSED: usage(),
  JOB_ENDED: usage(),
  /** The queue of chunks refuses messages. */
  MESSAGES_NOT_SENT: environment(),
  /** Attempts at a chunk ended badly again and again. */
  NO_PROGRESS: environment(),
  /** A prefix has more objects than one job can have. */
  OBJECTS_TOO_MANY: usage(),
  /** Workers ended again and again while they looked at the source. */
  PLAN_FAILED: environment(),
  STRATEGY_UNAVAILABLE: usage(),
  /** The service may not write to the table. */
  TABLE_NOT_ALLOWED: environment(),
});

export type IngestJobsErrorCode = CodeOf<typeof ingestJobsError>;
