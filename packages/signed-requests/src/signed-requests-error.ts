import { type CodeOf, environment, errorsOf } from "@spillway/errors";

/** Makes the errors of this package. */
export const signedRequestsError = errorsOf({
  /** The environment of the function has no credentials: it is no function's. */
  FUNCTION_CREDENTIALS_MISSING: environment(),
});
export type SignedRequestsErrorCode = CodeOf<typeof signedRequestsError>;
