import { type CodeOf, data, defect, environment, errorsOf, usage } from "@spillway/errors";

/** What the command line itself throws; the packages have their own. */
export const cliError = errorsOf({
  ANSWER_MALFORMED: data(),
  AUDIT_LOG_NOT_FOUND: usage(),
  AUDIT_TIMES_CONFLICT: usage(),
  CHECKPOINT_UNWRITABLE: usage(),
  ENVIRONMENT_NOT_DEPLOYED: environment<{ file: string }>(),
  ENVIRONMENT_UNKNOWN: usage<{ environment: string; known: readonly string[] }>(),
  FEATURE_NOT_DEPLOYED: environment<{ environment: string; feature: string }>(),
  FUNCTION_FAILED: data(),
  INVOCATION_TIMED_OUT: data(),
  JOB_SOURCE_INVALID: usage(),
  JOBS_TOKEN_MISSING: usage(),
  KEY_VALUES_INVALID: usage(),
  LOCAL_CLOUD_NOT_RUNNING: environment(),
  OUTPUTS_INVALID: environment(),
  PACE_TABLE_MISSING: usage(),
  PACE_WITHOUT_PACING: usage(),
  REASONS_INVALID: usage(),
  REDRIVE_FROM_INVALID: usage(),
  REDRIVE_FUNCTION_MISSING: usage(),
  REDRIVE_QUEUES_UNLIKE: usage(),
  REDRIVE_SOURCE_UNKNOWN: usage<{ sources: readonly string[] }>(),
  REJECTS_FILE_EXISTS: usage(),
  REJECTS_UNWRITABLE: usage(),
  REPORT_NOT_WRITTEN: data(),
  ROLE_UNKNOWN: usage(),
  RUN_FILE_INVALID: data(),
  RUN_NOT_FOUND: usage(),
  TOO_MANY_KEYS: defect(),
});

export type CliErrorCode = CodeOf<typeof cliError>;
