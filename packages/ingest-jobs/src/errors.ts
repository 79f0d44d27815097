import { type CodeOf, environment, errorsOf, usage } from "@spillway/errors";

/** What keeps a job from being accepted, or done. */
export const ingestJobsError = errorsOf({
  /** Of a page of jobs. */
  CURSOR_INVALID: usage(),
  IDEMPOTENCY_KEY_REUSED: usage(),
  JOB_ENDED: usage(),
  STRATEGY_UNAVAILABLE: usage(),
  /** The service may not write to the table. */
  TABLE_NOT_ALLOWED: environment(),
});

export type IngestJobsErrorCode = CodeOf<typeof ingestJobsError>;
