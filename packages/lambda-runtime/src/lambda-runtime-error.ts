import { type CodeOf, errorsOf, usage } from "@spillway/errors";

/** Makes the errors of this package. */
export const lambdaRuntimeError = errorsOf({
  /** What a function was invoked with is not what it takes. */
  EVENT_INVALID: usage(),
});
export type LambdaRuntimeErrorCode = CodeOf<typeof lambdaRuntimeError>;
