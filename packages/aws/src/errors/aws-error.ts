import { type CodeOf, data, environment, errorsOf } from "@spillway/errors";

/** Errors of AWS, of its SDK and of the way there, which are the environment's; and of what AWS is told. */
export const awsError = errorsOf({
  ACCESS_DENIED: environment(),
  /** An answer that the table of meanings does not know. */
  AWS_REQUEST_FAILED: environment(),
  CLOCK_SKEWED: environment(),
  CREDENTIALS_EXPIRED: environment(),
  CREDENTIALS_INVALID: environment(),
  CREDENTIALS_MISSING: environment(),
  ENDPOINT_UNREACHABLE: environment(),
  REGION_MISSING: environment(),
  RESOURCE_NOT_FOUND: environment(),
  SCHEDULE_INVALID: data(),
});

export type AwsErrorCode = CodeOf<typeof awsError>;
