import { type CodeOf, errorsOf, usage } from "@spillway/errors";
import type { Refusals } from "@spillway/http-service";

/** What the API refuses, beside what every HTTP service and the jobs themselves do. */
export const jobsApiError = errorsOf({
  JOB_NOT_FOUND: usage(),
});
export type JobsApiErrorCode = CodeOf<typeof jobsApiError>;

/** The errors that the API's callers may know. */
export const JOBS_API_REFUSALS = {
  CURSOR_INVALID: 400,
  IDEMPOTENCY_KEY_REUSED: 409,
  JOB_ENDED: 409,
  JOB_NOT_FOUND: 404,
  STRATEGY_UNAVAILABLE: 422,
} as const satisfies Refusals;
