import { type CodeOf, defect, environment, errorsOf, usage } from "@spillway/errors";

/** Makes the errors of this package. */
export const localCloudError = errorsOf({
  DESTINATION_REFUSED: environment<{ arn: string; reason: string }>(),
  DESTINATION_UNKNOWN: usage<{ arn: string }>(),
  FUNCTION_CODE_UNREADABLE: usage<{ functionName: string }>(),
  FUNCTION_LOG_IN_REGIONS: usage<{ regions: readonly string[] }>(),
  FUNCTION_LOG_NOT_FOUND: usage<{ functionName: string; near: readonly string[] }>(),
  FUNCTION_NOT_FOUND: usage<{ functionName: string }>(),
  FUNCTION_NOT_RUNNABLE: usage<{ functionName: string }>(),
  KEPT_NAME_INVALID: defect(),
  KEPT_TWICE: defect(),
  LOCAL_CLOUD_DID_NOT_START: environment(),
  LOCAL_CLOUD_OPTIONS_INVALID: usage(),
  LOCAL_CLOUD_RUNNING: environment<{ pid: number }>(),
  MOTO_DID_NOT_START: environment(),
  MOTO_NOT_FOUND: environment(),
  NO_FREE_PORT: environment<{ host: string }>(),
  PERSISTED_STATE_UNREADABLE: environment<{ file: string }>(),
  PERSIST_NOT_WRITTEN: environment<{ file: string }>(),
  ROLE_NOT_ASSUMED: environment<{ role: string }>(),
  STATE_DIR_NOT_WRITABLE: environment<{ stateDir: string }>(),
});

/** A code of this package's errors. */
export type LocalCloudErrorCode = CodeOf<typeof localCloudError>;
